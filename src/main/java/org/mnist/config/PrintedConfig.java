package org.mnist.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.mnist.base.Hashes;

/**
 * The text as which version 0.1 printed a configuration, whose SHA-256 was its identity. It is frozen, names and order of
 * keys included, so that runs and benchmarks of that version go on; nothing new is hashed so.
 */
public final class PrintedConfig {
    private static final List<String> KEYS = List.of(
            "name",
            "about",
            "published",
            "data",
            "layers",
            "initializer",
            "learning-rate",
            "optimizer",
            "schedule",
            "augmentation",
            "batch",
            "epochs",
            "validation",
            "split",
            "patience",
            "l2",
            "label-smoothing",
            "ema weight-average",
            "seed",
            "engine",
            "backend",
            "precision",
            "threads");
    private static final Map<String, List<String>> GROUPS = Map.of(
            "published", List.of("accuracy", "note"),
            "optimizer", List.of("kind", "beta1", "beta2", "epsilon", "momentum", "nesterov", "weight-decay"),
            "schedule",
                    List.of(
                            "kind",
                            "warmup-epochs",
                            "every",
                            "factor",
                            "pct-start rise-share",
                            "start-factor start-share",
                            "end-factor end-share"),
            "augmentation",
                    List.of(
                            "rotation",
                            "shift",
                            "zoom",
                            "shear",
                            "elastic",
                            "crop",
                            "crop-share",
                            "flip",
                            "cutout",
                            "off-epochs clean-epochs"));
    private static final Map<String, List<String>> LAYERS = Map.ofEntries(
            Map.entry("conv", List.of("filters", "kernel", "stride", "padding", "bias", "activation")),
            Map.entry("maxpool", List.of("size", "stride", "padding")),
            Map.entry("avgpool", List.of("size", "stride", "padding")),
            Map.entry("batchnorm", List.of("momentum", "epsilon")),
            Map.entry("activation", List.of("function")),
            Map.entry("dropout", List.of("rate")),
            Map.entry("flatten", List.of()),
            Map.entry("dense", List.of("units", "bias", "activation")),
            Map.entry("globalavgpool", List.of()),
            Map.entry("zeropad", List.of("amount")),
            Map.entry("output", List.of("dense")));

    private PrintedConfig() {}

    /** SHA-256 of the text, in hexadecimal. */
    public static String sha256(TrainConfig config) {
        return Hashes.sha256(text(config));
    }

    /** The text; a key that version 0.1 did not have is left out. */
    static String text(TrainConfig config) {
        ObjectNode tree = ConfigMapper.tree(config);
        ObjectNode printed = pick(tree, KEYS);
        GROUPS.forEach((group, keys) -> {
            if (printed.get(group) instanceof ObjectNode object) {
                printed.set(group, pick(object, keys));
            }
        });
        ArrayNode layers = printed.putArray("layers");
        for (JsonNode layer : tree.get("layers")) {
            String kind = layer.fieldNames().next();
            layers.addObject().set(kind, pick(layer.get(kind), LAYERS.getOrDefault(kind, List.of())));
        }
        return ConfigMapper.write(printed);
    }

    /** The values of some keys, in their order; one that had another name is written with that behind a space. */
    private static ObjectNode pick(JsonNode from, List<String> keys) {
        ObjectNode picked = JsonNodeFactory.instance.objectNode();
        for (String key : keys) {
            String[] names = key.split(" ", -1);
            picked.set(names[names.length - 1], from.get(names[0]));
        }
        return picked;
    }
}
