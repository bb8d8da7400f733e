package org.mnist.network.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.mnist.config.Optimizer;
import org.mnist.network.Initializer;
import org.mnist.network.LayerSpec;
import org.mnist.network.Shape;
import org.mnist.network.Task;
import org.mnist.network.dl4j.NetworkSpec;

/**
 * A reader that tells from DL4J's JSON of a network what our configuration of it would be. The reader looks only where it
 * must: its caller compares the whole afterwards.
 */
final class NetworkSpecReader {
    private final JsonNode json;

    NetworkSpecReader(JsonNode json) {
        this.json = json;
    }

    /**
     * The network's specification.
     *
     * @throws IllegalArgumentException if the JSON is none of ours, or its layers do not fit together
     */
    NetworkSpec read() {
        List<LayerSpec> layers = new ArrayList<>();
        JsonNode flattens = json.path("inputPreProcessors");
        JsonNode weighted = null;
        Shape image = image();
        Shape shape = image;
        for (int i = 0; i < json.path("confs").size(); i++) {
            JsonNode layer = json.path("confs").path(i).path("layer");
            String before = kind(flattens.path(Integer.toString(i)));
            boolean rows = i == 0 && before.isEmpty() && !kind(layer).equals("ConvolutionLayer");
            if (rows || before.equals("CnnToFeedForwardPreProcessor")) {
                layers.add(new LayerSpec.Flatten());
                shape = Shape.vector(shape.size());
            }
            try {
                LayerSpec spec = layer(layer, shape);
                layers.add(spec);
                shape = spec instanceof LayerSpec.Output ? shape : spec.output(shape);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("layer " + i + " " + e.getMessage(), e);
            }
            if (weighted == null && layer.path("regularization").size() > 0) {
                weighted = layer.path("regularization").path(0);
            }
        }
        JsonNode last = json.path("confs").path(json.path("confs").size() - 1).path("layer");
        double l2 = weighted == null ? 0 : number(weighted.path("l2"), "value");
        double decay = weighted == null ? 0 : number(weighted.path("coeff"), "value");
        NetworkSpec spec = new NetworkSpec(
                image,
                last.path("nout").asInt() > 0 ? last.path("nout").asInt() : shape.channels(),
                layers,
                initializer(kind(last.path("weightInitFn"))),
                number(last.path("iupdater"), "learningRate"),
                optimizer(last.path("iupdater"), decay),
                l2,
                json.path("confs").path(0).path("seed").asLong());
        spec.architecture(); // fits together, and is not too large
        return spec;
    }

    /** The shape of the images; of a network that begins with a vector, some shape of their size. */
    private Shape image() {
        JsonNode maps = json.path("inputPreProcessors").path("0");
        if (kind(maps).equals("FeedForwardToCnnPreProcessor")) {
            return Shape.maps(
                    within(maps, "numChannels", 3),
                    within(maps, "inputHeight", Task.MAX_SIDE),
                    within(maps, "inputWidth", Task.MAX_SIDE));
        }
        JsonNode first = json.path("confs").path(0).path("layer");
        for (JsonNode conf : json.path("confs")) { // a dropout or an activation does not say how much it takes
            first = first.path("nin").asInt() > 0 ? first : conf.path("layer");
        }
        int size = within(first, "nin", 3 * Task.MAX_SIDE * Task.MAX_SIDE);
        int side = (int) Math.round(Math.sqrt(size));
        int coloured = (int) Math.round(Math.sqrt(size / 3.0));
        return side * side == size
                ? Shape.maps(1, side, side)
                : coloured * coloured * 3 == size ? Shape.maps(3, coloured, coloured) : Shape.maps(1, 1, size);
    }

    private static int within(JsonNode object, String field, int most) {
        int number = object.path(field).asInt();
        if (number < 1 || number > most) {
            throw new IllegalArgumentException("has an input of " + field + " " + number);
        }
        return number;
    }

    private static LayerSpec layer(JsonNode layer, Shape in) {
        return new LayerReaders(in)
                .all().stream()
                        .flatMap(reader -> reader.read(layer).stream())
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("is a " + kind(layer)));
    }

    private static Initializer initializer(String kind) {
        return switch (kind) {
            case "WeightInitRelu" -> Initializer.HE_NORMAL;
            case "WeightInitReluUniform" -> Initializer.HE_UNIFORM;
            case "WeightInitXavierUniform" -> Initializer.GLOROT_UNIFORM;
            case "WeightInitXavier" -> Initializer.GLOROT_NORMAL;
            case "WeightInitUniform" -> Initializer.PYTORCH;
            default -> throw new IllegalArgumentException("there is no initializer " + kind);
        };
    }

    private static Optimizer optimizer(JsonNode updater, double decay) {
        return switch (kind(updater)) {
            case "Adam" -> adam(decay > 0 ? Optimizer.Kind.ADAMW : Optimizer.Kind.ADAM, updater, decay);
            case "Nadam" -> adam(Optimizer.Kind.NADAM, updater, decay);
            case "Nesterovs" -> sgd(number(updater, "momentum"), decay);
            case "Sgd" -> sgd(0, decay);
            default -> throw new IllegalArgumentException("there is no optimizer " + kind(updater));
        };
    }

    private static Optimizer adam(Optimizer.Kind kind, JsonNode updater, double decay) {
        return new Optimizer(
                kind, number(updater, "beta1"), number(updater, "beta2"), number(updater, "epsilon"), 0, false, decay);
    }

    private static Optimizer sgd(double momentum, double decay) {
        return new Optimizer(Optimizer.Kind.SGD, 0.9, 0.999, 1e-8, momentum, false, decay);
    }

    /** The last part of a class's name; empty where there is none. */
    static String kind(JsonNode object) {
        String name = object.path("@class").asText();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    static double number(JsonNode object, String field) {
        return object.path(field).asDouble();
    }
}
