package org.mnist.network.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.mnist.testing.PlainMaps;
import org.mnist.testing.PlainMaps.Window;

/** What Keras's layers do, by their documentation, with nothing but what the two files of a layers model hold. */
final class KerasForward {
    private final JsonNode layers;
    private final Map<String, JsonNode> described = new HashMap<>();
    private final Map<String, float[]> weights = new HashMap<>();
    private final Set<String> read = new HashSet<>();

    KerasForward(JsonNode model, byte[] numbers) {
        assertThat(model.get("format").asText()).isEqualTo("layers-model");
        JsonNode net = model.at("/modelTopology/model_config");
        assertThat(net.get("class_name").asText()).isEqualTo("Sequential");
        layers = net.at("/config/layers");
        assertThat(layers)
                .extracting(layer -> layer.at("/config/name").asText())
                .as("each layer has a name of its own, and one that Keras takes")
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z][a-z0-9_]*"));
        ByteBuffer bytes = ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(model.at("/weightsManifest/0/paths").toString()).isEqualTo("[\"group1-shard1of1.bin\"]");
        for (JsonNode weight : model.at("/weightsManifest/0/weights")) {
            assertThat(weight.get("dtype").asText()).isEqualTo("float32");
            String name = weight.get("name").asText();
            float[] values = new float[shape(weight).stream().reduce(1, Math::multiplyExact)];
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes.getFloat();
            }
            assertThat(weights.put(name, values)).as(name).isNull();
            described.put(name, weight);
        }
        assertThat(bytes.hasRemaining()).as("nothing behind the last").isFalse();
    }

    private static List<Integer> shape(JsonNode weight) {
        return StreamSupport.stream(weight.get("shape").spliterator(), false)
                .map(JsonNode::intValue)
                .toList();
    }

    /** The result for one image. */
    PlainMaps run(PlainMaps image) {
        PlainMaps maps = image;
        for (JsonNode layer : layers) {
            maps = run(maps, layer.get("class_name").asText(), layer.get("config"));
        }
        assertThat(read).as("no weight is left over").isEqualTo(weights.keySet());
        return maps;
    }

    private PlainMaps run(PlainMaps in, String type, JsonNode config) {
        assertThat(config.path("data_format").asText("channels_last")).isEqualTo("channels_last");
        return switch (type) {
            case "InputLayer" -> {
                assertThat(config.get("batch_input_shape").toString())
                        .isEqualTo("[null," + in.height() + "," + in.width() + "," + in.channels() + "]");
                yield in;
            }
            case "Conv2D" -> activate(conv(in, config), config);
            case "Dense" -> activate(dense(in, config), config);
            case "BatchNormalization" -> norm(in, config);
            case "MaxPooling2D" -> in.maxPool(window(in, config, "pool_size"));
            case "AveragePooling2D" -> in.avgPool(window(in, config, "pool_size"));
            case "GlobalAveragePooling2D" ->
                in.avgPool(new Window(in.height(), in.width(), 1, 0, 0, 1, 1)).byPixel();
            case "GlobalMaxPooling2D" ->
                in.maxPool(new Window(in.height(), in.width(), 1, 0, 0, 1, 1)).byPixel();
            case "ZeroPadding2D" -> pad(in, config.get("padding"), 1);
            case "Cropping2D" -> pad(in, config.get("cropping"), -1);
            case "Permute" -> {
                assertThat(config.get("dims").toString()).isEqualTo("[3,1,2]");
                yield PlainMaps.of(
                        /* channels= */ in.width(),
                        /* height= */ in.channels(),
                        /* width= */ in.height(),
                        (x, channel, y) -> in.at(channel, y, x));
            }
            case "Flatten" -> in.byPixel();
            case "Dropout" -> in;
            case "Activation" -> activate(in, config);
            case "LeakyReLU" -> in.map(x -> x > 0 ? x : config.get("alpha").asDouble() * x);
            default -> throw new AssertionError("no layer of Keras that is known here: " + type);
        };
    }

    private static PlainMaps activate(PlainMaps in, JsonNode config) {
        return switch (config.get("activation").asText()) {
            case "linear" -> in;
            case "relu" -> in.map(x -> Math.max(0, x));
            case "elu" -> in.map(x -> x > 0 ? x : Math.expm1(x));
            case "tanh" -> in.map(Math::tanh);
            case "sigmoid" -> in.map(x -> 1 / (1 + Math.exp(-x)));
            case "softmax" -> in.softmax();
            default -> throw new AssertionError("no activation of Keras: " + config.get("activation"));
        };
    }

    private PlainMaps conv(PlainMaps in, JsonNode config) {
        int filters = config.get("filters").asInt();
        int inputs = in.channels();
        int side = config.at("/kernel_size/0").asInt();
        float[] kernel = weight(config, "kernel", side, side, inputs, filters);
        PlainMaps out = in.conv(
                filters,
                window(in, config, "kernel_size"),
                (filter, channel, y, x) -> kernel[((y * side + x) * inputs + channel) * filters + filter]);
        return biased(out, config, filters);
    }

    private PlainMaps dense(PlainMaps in, JsonNode config) {
        assertThat(in.height() * in.width()).as("a vector").isEqualTo(1);
        int units = config.get("units").asInt();
        float[] kernel = weight(config, "kernel", in.channels(), units);
        return biased(in.dense(units, (unit, i, y, x) -> kernel[i * units + unit]), config, units);
    }

    private PlainMaps biased(PlainMaps out, JsonNode config, int filters) {
        return config.get("use_bias").asBoolean() ? out.plus(doubles(weight(config, "bias", filters))) : out;
    }

    private PlainMaps norm(PlainMaps in, JsonNode config) {
        assertThat(config.get("axis").asInt()).isEqualTo(-1);
        return in.norm(
                doubles(weight(config, "gamma", in.channels())),
                doubles(weight(config, "beta", in.channels())),
                doubles(weight(config, "moving_mean", in.channels())),
                doubles(weight(config, "moving_variance", in.channels())),
                config.get("epsilon").asDouble());
    }

    private float[] weight(JsonNode config, String kind, Integer... shape) {
        String name = config.get("name").asText() + "/" + kind;
        read.add(name);
        assertThat(weights).containsKey(name);
        assertThat(shape(described.get(name))).as(name).containsExactly(shape);
        return weights.get(name);
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** A window with zeros by {@code same} as TensorFlow has them: as few as there must be, and an odd one behind. */
    private static Window window(PlainMaps in, JsonNode config, String key) {
        int size = config.at("/" + key + "/0").asInt();
        int step = config.at("/strides/0").asInt();
        if (config.get("padding").asText().equals("valid")) {
            return Window.over(in, size, step, 0, 0, 0, 0);
        }
        assertThat(config.get("padding").asText()).isEqualTo("same");
        int rows = (in.height() + step - 1) / step;
        int columns = (in.width() + step - 1) / step;
        int zeroRows = Math.max(0, (rows - 1) * step + size - in.height());
        int zeroColumns = Math.max(0, (columns - 1) * step + size - in.width());
        return new Window(size, size, step, zeroRows / 2, zeroColumns / 2, rows, columns);
    }

    private static PlainMaps pad(PlainMaps in, JsonNode edges, int sign) {
        return in.pad(
                sign * edges.at("/0/0").asInt(),
                sign * edges.at("/0/1").asInt(),
                sign * edges.at("/1/0").asInt(),
                sign * edges.at("/1/1").asInt());
    }
}
