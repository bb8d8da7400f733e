package org.mnist.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.network.Task;

/** The fitting of a configuration to its data: what a preset says for MNIST is brought to what is there. */
final class DataFit {
    /** The word that stands in a layer for the number of classes. */
    private static final String CLASSES = "classes";

    /** The training images of MNIST, for which presets were made. */
    private static final int PRESET_IMAGES = 60_000;

    /** A preset that holds out a larger share than this of other data than MNIST was not made for so little. */
    private static final double LARGEST_SHARE = 0.2;

    private DataFit() {}

    /**
     * A configuration fitted to its data.
     *
     * @param given tells whether a person has asked for the value of a key, and not a preset or a default
     * @param log gets a line for each value that is not the preset's
     */
    static ConfigTree fit(ConfigTree tree, Predicate<String> given, DataFacts.Catalog catalog, Consumer<String> log) {
        String data = tree.root().path("data").asText();
        DataFacts facts = catalog.facts(
                data,
                value(tree, "image-size", ImageSize::parse),
                tree.root().path("skip-bad").asBoolean());
        ConfigTree fitted = tree.withNode("task", ConfigMapper.node(facts.task()), "--data " + data);
        boolean partial = given.test("train-images");
        if (facts.validationImages() > 0 && !partial && !given.test("validation") && !given.test("split")) {
            log.accept("validation is on the " + facts.validationImages() + " images that the data has for it");
            fitted = fitted.withNode("validation", IntNode.valueOf(facts.validationImages()), "--data " + data)
                    .withNode("split", TextNode.valueOf("last"), "--data " + data);
        } else {
            if (facts.validationImages() > 0) {
                log.accept(
                        "the data has " + facts.validationImages()
                                + " images for validation, which are not told from the others here: something else was asked for");
            }
            if (!given.test("validation")) {
                fitted = sharedOut(fitted, facts, log);
            }
            if (facts.own() && !given.test("split")) { // such images often come sorted: the last are no fair sample
                fitted = fitted.withNode("split", TextNode.valueOf("stratified"), tree.origin("data"));
            }
        }
        String init = fitted.root().path("init").asText();
        if (!init.isEmpty()) {
            fitted = fitted.withNode("init", TextNode.valueOf(SafeFiles.absolute(init)), tree.origin("init"));
        }
        return facts.own()
                ? fitted.withNode("data", TextNode.valueOf(SafeFiles.absolute(data)), tree.origin("data"))
                : fitted;
    }

    /** A count of images held out that was chosen for MNIST becomes its share, where it would be too much. */
    private static ConfigTree sharedOut(ConfigTree tree, DataFacts facts, Consumer<String> log) {
        int count = value(tree, "validation", ValidationSplit::parse).count();
        int images = value(tree, "train-images", part -> TrainImages.parse(part).of(facts.trainImages()));
        if (count <= LARGEST_SHARE * images) {
            return tree;
        }
        int common =
                BigInteger.valueOf(count).gcd(BigInteger.valueOf(PRESET_IMAGES)).intValueExact();
        String share = count / common + "/" + PRESET_IMAGES / common;
        log.accept(String.format(
                Locale.ROOT,
                "validation is %s of the %d training images, for the preset's %d of %d would be too many",
                share,
                images,
                count,
                images));
        return tree.withNode("validation", TextNode.valueOf(share), tree.origin("validation"));
    }

    /** A layer list in which the word for the number of classes has become that number. */
    static ConfigTree withClasses(ConfigTree tree) {
        ObjectNode root = tree.root().deepCopy();
        int classes = root.path("task").path("classes").isArray()
                ? root.path("task").path("classes").size()
                : Task.MNIST.classCount();
        for (JsonNode layer : root.path("layers") instanceof ArrayNode list ? list : root.arrayNode()) {
            for (JsonNode values : layer) {
                if (values instanceof ObjectNode object) {
                    for (Map.Entry<String, JsonNode> value : object.properties()) {
                        if (value.getValue().isTextual()
                                && value.getValue().asText().equals(CLASSES)) {
                            value.setValue(IntNode.valueOf(classes));
                        }
                    }
                }
            }
        }
        return tree.withRoot(root);
    }

    private interface Parser<T> {
        T parse(Object value);
    }

    private static <T> T value(ConfigTree tree, String key, Parser<T> parser) {
        JsonNode value = tree.root().path(key);
        try {
            return parser.parse(value.asText());
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.USAGE, tree.origin(key) + ": " + Failure.message(e), e);
        }
    }
}
