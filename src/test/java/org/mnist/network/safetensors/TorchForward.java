package org.mnist.network.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.mnist.testing.PlainMaps;
import org.mnist.testing.PlainMaps.Window;

/** What PyTorch's modules do, by their documentation, with nothing but what a safetensors file holds. */
final class TorchForward {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode modules;
    private final Map<String, SafetensorsReader.Tensor> state;
    private final Set<String> read = new HashSet<>();

    TorchForward(SafetensorsReader file) throws IOException {
        modules = JSON.readTree(file.metadata().get("modules"));
        state = file.tensors();
    }

    /** The result for one image. */
    PlainMaps run(PlainMaps image) {
        PlainMaps maps = image;
        for (int i = 0; i < modules.size(); i++) {
            maps = run(
                    maps, i, modules.get(i).get("type").asText(), modules.get(i).get("args"));
        }
        assertThat(read).as("no tensor is left over").isEqualTo(state.keySet());
        return maps;
    }

    private PlainMaps run(PlainMaps in, int number, String type, JsonNode args) {
        return switch (type) {
            case "Conv2d" -> conv(in, number, args);
            case "Linear" -> linear(in, number, args);
            case "BatchNorm1d", "BatchNorm2d" -> norm(in, number, type, args);
            case "MaxPool2d" -> in.maxPool(window(in, args, args.path("padding")));
            case "AvgPool2d" -> {
                assertThat(args.get("count_include_pad").asBoolean(true)).isFalse();
                yield in.avgPool(window(in, args, args.path("padding")));
            }
            case "ZeroPad2d" -> { // left, right, top, bottom
                JsonNode zeros = args.get("padding");
                yield in.pad(
                        zeros.get(2).asInt(),
                        zeros.get(3).asInt(),
                        zeros.get(0).asInt(),
                        zeros.get(1).asInt());
            }
            case "AdaptiveAvgPool2d" -> in.avgPool(all(in, args));
            case "AdaptiveMaxPool2d" -> in.maxPool(all(in, args));
            case "Flatten" -> in.byChannel();
            case "ReLU" -> in.map(x -> Math.max(0, x));
            case "LeakyReLU" ->
                in.map(x -> x > 0 ? x : args.get("negative_slope").asDouble() * x);
            case "ELU" -> in.map(x -> x > 0 ? x : args.get("alpha").asDouble() * Math.expm1(x));
            case "Tanh" -> in.map(Math::tanh);
            case "Sigmoid" -> in.map(x -> 1 / (1 + Math.exp(-x)));
            case "Dropout" -> in;
            case "Softmax" -> {
                assertThat(args.get("dim").asInt()).isEqualTo(1);
                yield in.softmax();
            }
            default -> throw new AssertionError("no module of torch.nn that is known here: " + type);
        };
    }

    private PlainMaps conv(PlainMaps in, int number, JsonNode args) {
        int inputs = args.get("in_channels").asInt();
        int filters = args.get("out_channels").asInt();
        int side = args.get("kernel_size").asInt();
        assertThat(inputs).isEqualTo(in.channels());
        double[] weight = tensor(number, "weight", List.of(filters, inputs, side, side));
        PlainMaps out = in.conv(
                filters,
                window(in, args, args.get("padding")),
                (filter, channel, y, x) -> weight[((filter * inputs + channel) * side + y) * side + x]);
        return args.get("bias").asBoolean() ? out.plus(tensor(number, "bias", List.of(filters))) : out;
    }

    private PlainMaps linear(PlainMaps in, int number, JsonNode args) {
        int inputs = args.get("in_features").asInt();
        int units = args.get("out_features").asInt();
        assertThat(inputs).isEqualTo(in.numbers().length);
        double[] weight = tensor(number, "weight", List.of(units, inputs));
        PlainMaps out = in.dense(units, (unit, i, y, x) -> weight[unit * inputs + i]);
        return args.get("bias").asBoolean() ? out.plus(tensor(number, "bias", List.of(units))) : out;
    }

    private PlainMaps norm(PlainMaps in, int number, String type, JsonNode args) {
        List<Integer> shape = List.of(args.get("num_features").asInt());
        assertThat(type).isEqualTo(in.height() * in.width() == 1 && isFlat(number) ? "BatchNorm1d" : "BatchNorm2d");
        assertThat(state.get(number + ".num_batches_tracked"))
                .isEqualTo(new SafetensorsReader.Tensor("I64", List.of(), List.of(0.0)));
        read.add(number + ".num_batches_tracked");
        return in.norm(
                tensor(number, "weight", shape),
                tensor(number, "bias", shape),
                tensor(number, "running_mean", shape),
                tensor(number, "running_var", shape),
                args.get("eps").asDouble());
    }

    /** Whether the maps have been flattened before a module. */
    private boolean isFlat(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> modules.get(i).get("type").asText())
                .anyMatch("Flatten"::equals);
    }

    private double[] tensor(int number, String name, List<Integer> shape) {
        String key = number + "." + name;
        read.add(key);
        SafetensorsReader.Tensor tensor = state.get(key);
        assertThat(tensor).as(key).isNotNull();
        assertThat(tensor.dtype()).isEqualTo("F32");
        assertThat(tensor.shape()).as(key).isEqualTo(shape);
        return tensor.numbers().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Window window(PlainMaps in, JsonNode args, JsonNode padding) {
        int size = args.get("kernel_size").asInt();
        int rows = padding.isArray() ? padding.get(0).asInt() : padding.asInt();
        int columns = padding.isArray() ? padding.get(1).asInt() : padding.asInt();
        return Window.over(in, size, args.get("stride").asInt(), rows, rows, columns, columns);
    }

    /** One window over all. */
    private static Window all(PlainMaps in, JsonNode args) {
        assertThat(args.get("output_size").asInt()).isEqualTo(1);
        return new Window(in.height(), in.width(), 1, 0, 0, 1, 1);
    }
}
