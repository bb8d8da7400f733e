package org.mnist.network.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.mnist.base.Failure;
import org.mnist.network.Activation;
import org.mnist.network.Architecture;
import org.mnist.network.LayerSpec;
import org.mnist.network.Padding;
import org.mnist.network.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The PyTorch modules of each kind of layer, added to those of an {@code nn.Sequential}. PyTorch flattens maps as DL4J does,
 * channel by channel, so the weights of a dense layer behind a flatten are only turned.
 */
final class TorchModules implements LayerSpec.Visitor<TorchSequential> {
    private final TorchSequential model;
    private final Architecture.Row row;
    private final Shape in;
    private final Map<String, INDArray> parameters;

    /**
     * The modules of one layer.
     *
     * @param model gets them
     * @param row the layer in its place
     * @param parameters its parameters by DL4J's keys
     */
    TorchModules(TorchSequential model, Architecture.Row row, Map<String, INDArray> parameters) {
        this.model = model;
        this.row = row;
        this.in = row.in();
        this.parameters = parameters;
    }

    @Override
    public TorchSequential conv(LayerSpec.Conv conv) {
        Padding.Edges rows = conv.padding().edges(in.height(), conv.kernel(), conv.stride());
        Padding.Edges columns = conv.padding().edges(in.width(), conv.kernel(), conv.stride());
        boolean even = even(rows, columns);
        if (!even) {
            zeroPad(rows.before(), rows.after(), columns.before(), columns.after());
        }
        ObjectNode args = object().put("in_channels", in.channels())
                .put("out_channels", conv.filters())
                .put("kernel_size", conv.kernel())
                .put("stride", (int) conv.stride());
        args.set("padding", even ? both(rows.before(), columns.before()) : both(0, 0));
        model.add("Conv2d", args.put("bias", (boolean) conv.bias()), weights(values("W"), conv.bias()));
        return activate(conv.activation());
    }

    @Override
    public TorchSequential maxPool(LayerSpec.MaxPool pool) {
        return pool(pool, "MaxPool2d", object());
    }

    @Override
    public TorchSequential avgPool(LayerSpec.AvgPool pool) {
        return pool(pool, "AvgPool2d", object().put("count_include_pad", false));
    }

    /**
     * A pooling. PyTorch's has the same padding on both sides, at most half the window; where the layer's is uneven, the
     * windows at all places are pooled, and those that the layer has are picked out of them.
     */
    private TorchSequential pool(LayerSpec.Pool pool, String type, ObjectNode more) {
        Padding.Edges rows = pool.padding().edges(in.height(), pool.size(), pool.stride());
        Padding.Edges columns = pool.padding().edges(in.width(), pool.size(), pool.stride());
        int half = pool.size() / 2;
        if (pool.padding().amount() > half) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    "layer " + row.number() + ", " + pool.kind() + " " + pool.detail()
                            + ", has no equal in PyTorch, whose " + type
                            + " pads by at most half its window; export the model with --onnx");
        }
        boolean even = even(rows, columns);
        ObjectNode args = object().put("kernel_size", pool.size()).put("stride", even ? (int) pool.stride() : 1);
        args.set("padding", even ? both(rows.before(), columns.before()) : both(half, half));
        add(type, args.setAll(more));
        if (!even) {
            zeroPad(rows.before() - half, rows.after() - half, columns.before() - half, columns.after() - half);
            if (pool.stride() > 1) {
                add("MaxPool2d", object().put("kernel_size", 1).put("stride", (int) pool.stride()));
            }
        }
        return model;
    }

    @Override
    public TorchSequential batchNorm(LayerSpec.BatchNorm norm) {
        Map<String, INDArray> state = new LinkedHashMap<>();
        state.put("weight", line("gamma"));
        state.put("bias", line("beta"));
        state.put("running_mean", line("mean"));
        state.put("running_var", line("var"));
        state.put("num_batches_tracked", Nd4j.scalar(DataType.INT64, 0)); // DL4J does not count them
        return model.add(
                in.flat() ? "BatchNorm1d" : "BatchNorm2d",
                object().put("num_features", in.channels())
                        .put("eps", norm.epsilon())
                        .put("momentum", rest(norm.momentum())),
                state);
    }

    @Override
    public TorchSequential activate(LayerSpec.Activate activate) {
        return activate(activate.function());
    }

    @Override
    public TorchSequential dropout(LayerSpec.Dropout dropout) {
        return add("Dropout", object().put("p", dropout.rate()));
    }

    @Override
    public TorchSequential flatten(LayerSpec.Flatten flatten) {
        return add("Flatten", object());
    }

    @Override
    public TorchSequential dense(LayerSpec.Dense dense) {
        linear(dense.units(), dense.bias());
        return activate(dense.activation());
    }

    @Override
    public TorchSequential globalAvgPool(LayerSpec.GlobalAvgPool pool) {
        add("AdaptiveAvgPool2d", object().put("output_size", 1));
        return add("Flatten", object());
    }

    @Override
    public TorchSequential globalMaxPool(LayerSpec.GlobalMaxPool pool) {
        add("AdaptiveMaxPool2d", object().put("output_size", 1));
        return add("Flatten", object());
    }

    @Override
    public TorchSequential zeroPad(LayerSpec.ZeroPad pad) {
        return zeroPad(pad.amount(), pad.amount(), pad.amount(), pad.amount());
    }

    @Override
    public TorchSequential centreCrop(LayerSpec.CentreCrop crop) {
        Padding.Edges rows = crop.rows(in);
        Padding.Edges columns = crop.columns(in);
        return zeroPad(-rows.before(), -rows.after(), -columns.before(), -columns.after());
    }

    @Override
    public TorchSequential output(LayerSpec.Output output) {
        if (output.dense()) {
            linear(output.classes(), true);
        }
        return add("Softmax", object().put("dim", 1));
    }

    /** Zeros around maps; of a number below 0, so many rows or columns are taken away. */
    private TorchSequential zeroPad(int top, int bottom, int left, int right) {
        return add("ZeroPad2d", object().set("padding", list(left, right, top, bottom)));
    }

    private void linear(int units, boolean bias) {
        model.add(
                "Linear",
                object().put("in_features", in.channels())
                        .put("out_features", units)
                        .put("bias", bias),
                weights(values("W").transpose(), bias));
    }

    private TorchSequential activate(Activation function) {
        return switch (function) {
            case LINEAR -> model;
            case RELU -> add("ReLU", object());
            case LEAKY_RELU -> add("LeakyReLU", object().put("negative_slope", 0.01));
            case ELU -> add("ELU", object().put("alpha", 1.0));
            case TANH -> add("Tanh", object());
            case SIGMOID -> add("Sigmoid", object());
        };
    }

    private TorchSequential add(String type, ObjectNode args) {
        return model.add(type, args, Map.of());
    }

    private static boolean even(Padding.Edges rows, Padding.Edges columns) {
        return rows.before() == rows.after() && columns.before() == columns.after();
    }

    private Map<String, INDArray> weights(INDArray weight, boolean bias) {
        Map<String, INDArray> state = new LinkedHashMap<>();
        state.put("weight", weight);
        if (bias) {
            state.put("bias", line("b"));
        }
        return state;
    }

    private INDArray values(String parameter) {
        return Objects.requireNonNull(parameters.get(parameter), parameter);
    }

    /** A parameter that DL4J keeps as a matrix of one row. */
    private INDArray line(String parameter) {
        return values(parameter).ravel();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** What is missing to 1, in decimal numbers: of 0.9 it is 0.1. */
    private static double rest(double share) {
        return BigDecimal.ONE.subtract(BigDecimal.valueOf(share)).doubleValue();
    }

    /** A number for rows and one for columns; one for both where they are alike. */
    private static JsonNode both(int rows, int columns) {
        return rows == columns ? IntNode.valueOf(rows) : list(rows, columns);
    }

    private static ArrayNode list(int... numbers) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (int number : numbers) {
            list.add(number);
        }
        return list;
    }
}
