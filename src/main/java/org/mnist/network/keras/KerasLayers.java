package org.mnist.network.keras;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.mnist.base.Failure;
import org.mnist.base.Names;
import org.mnist.network.Activation;
import org.mnist.network.Architecture;
import org.mnist.network.LayerSpec;
import org.mnist.network.Padding;
import org.mnist.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The Keras layers of each kind of layer, channels last, added to a model. */
final class KerasLayers implements LayerSpec.Visitor<KerasSequential> {
    private final KerasSequential model;
    private final Architecture.Row row;
    private final String name;
    private final Shape in;
    private final Optional<Shape> flattened;
    private final Map<String, INDArray> parameters;

    /**
     * The Keras layers of one layer.
     *
     * @param model gets them
     * @param row the layer in its place
     * @param flattened the maps whose numbers, pixel by pixel as Keras flattens them, are the vector that it gets; empty if
     *     its order is DL4J's
     * @param parameters its parameters by DL4J's keys
     */
    KerasLayers(
            KerasSequential model, Architecture.Row row, Optional<Shape> flattened, Map<String, INDArray> parameters) {
        this.model = model;
        this.row = row;
        this.name = row.layer().kind() + row.number();
        this.in = row.in();
        this.flattened = flattened;
        this.parameters = parameters;
    }

    @Override
    public KerasSequential conv(LayerSpec.Conv conv) {
        Optional<String> padding = padding(conv.padding(), conv.kernel(), conv.stride());
        if (padding.isEmpty()) {
            Padding.Edges edges =
                    new Padding.Edges(conv.padding().amount(), conv.padding().amount());
            add("ZeroPadding2D", name + "_zeros", maps().set("padding", edges(edges, edges)));
        }
        Map<String, INDArray> weights = weights(values("W").permute(2, 3, 1, 0), conv.bias());
        ObjectNode config = maps().put("filters", conv.filters());
        config.set("kernel_size", list(conv.kernel(), conv.kernel()));
        config.set("strides", list(conv.stride(), conv.stride()));
        config.put("padding", padding.orElse("valid"));
        return activated("Conv2D", config.put("use_bias", (boolean) conv.bias()), weights, conv.activation());
    }

    @Override
    public KerasSequential maxPool(LayerSpec.MaxPool pool) {
        return pool(pool, "MaxPooling2D");
    }

    @Override
    public KerasSequential avgPool(LayerSpec.AvgPool pool) {
        return pool(pool, "AveragePooling2D");
    }

    /**
     * A pooling. Keras's pads by {@code same} or not at all; for another padding the windows at all places are pooled, and
     * those that the layer has are picked out of them.
     */
    private KerasSequential pool(LayerSpec.Pool pool, String type) {
        Optional<String> padding = padding(pool.padding(), pool.size(), pool.stride());
        if (padding.isPresent()) {
            return add(type, name, pooling(pool.size(), pool.stride(), padding.get()));
        }
        Padding.Edges all = Padding.SAME.edges(in.height(), pool.size(), 1);
        int zeros = pool.padding().amount();
        if (zeros > all.before()) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    "layer " + row.number() + ", " + pool.kind() + " " + pool.detail()
                            + ", has no equal in Keras, whose " + type
                            + " pads by `same` only; export the model with --onnx");
        }
        add(type, name, pooling(pool.size(), 1, "same"));
        Padding.Edges others = new Padding.Edges(all.before() - zeros, all.after() - zeros);
        add("Cropping2D", name + "_crop", maps().set("cropping", edges(others, others)));
        return add("MaxPooling2D", name + "_stride", pooling(1, pool.stride(), "valid"));
    }

    @Override
    public KerasSequential batchNorm(LayerSpec.BatchNorm norm) {
        Map<String, INDArray> weights = new LinkedHashMap<>();
        weights.put("gamma", inOrder(line("gamma")));
        weights.put("beta", inOrder(line("beta")));
        weights.put("moving_mean", inOrder(line("mean")));
        weights.put("moving_variance", inOrder(line("var")));
        return model.add(
                "BatchNormalization",
                name,
                object().put("axis", -1)
                        .put("momentum", norm.momentum())
                        .put("epsilon", norm.epsilon())
                        .put("center", true)
                        .put("scale", true),
                weights);
    }

    @Override
    public KerasSequential activate(LayerSpec.Activate activate) {
        return activate.function() == Activation.LEAKY_RELU
                ? leakyRelu(name)
                : add("Activation", name, object().put("activation", Names.of(activate.function())));
    }

    @Override
    public KerasSequential dropout(LayerSpec.Dropout dropout) {
        return add("Dropout", name, object().put("rate", dropout.rate()));
    }

    @Override
    public KerasSequential flatten(LayerSpec.Flatten flatten) {
        return add("Flatten", name, maps());
    }

    /** Puts the channels of maps first, so that Keras flattens them as DL4J does. */
    KerasSequential channelsFirst() {
        return add("Permute", name + "_channels_first", object().set("dims", list(3, 1, 2)));
    }

    @Override
    public KerasSequential dense(LayerSpec.Dense dense) {
        return activated(
                "Dense",
                object().put("units", dense.units()).put("use_bias", (boolean) dense.bias()),
                weights(inOrder(values("W")), dense.bias()),
                dense.activation());
    }

    @Override
    public KerasSequential globalAvgPool(LayerSpec.GlobalAvgPool pool) {
        return add("GlobalAveragePooling2D", name, maps());
    }

    @Override
    public KerasSequential globalMaxPool(LayerSpec.GlobalMaxPool pool) {
        return add("GlobalMaxPooling2D", name, maps());
    }

    @Override
    public KerasSequential zeroPad(LayerSpec.ZeroPad pad) {
        Padding.Edges edges = new Padding.Edges(pad.amount(), pad.amount());
        return add("ZeroPadding2D", name, maps().set("padding", edges(edges, edges)));
    }

    @Override
    public KerasSequential centreCrop(LayerSpec.CentreCrop crop) {
        return add("Cropping2D", name, maps().set("cropping", edges(crop.rows(in), crop.columns(in))));
    }

    @Override
    public KerasSequential output(LayerSpec.Output output) {
        ObjectNode softmax = object().put("activation", "softmax");
        return output.dense()
                ? model.add(
                        "Dense",
                        name,
                        object().put("units", output.classes())
                                .put("use_bias", true)
                                .setAll(softmax),
                        weights(inOrder(values("W")), true))
                : add("Activation", name, softmax);
    }

    /** Keras's word for the padding of a window over the maps that this layer gets; empty if it has none for it. */
    private Optional<String> padding(Padding padding, int size, int stride) {
        if (padding.same()) {
            return Optional.of("same");
        }
        Padding.Edges none = new Padding.Edges(0, 0);
        Padding.Edges rows = padding.edges(in.height(), size, stride);
        Padding.Edges columns = padding.edges(in.width(), size, stride);
        if (rows.equals(none) && columns.equals(none)) {
            return Optional.of("valid");
        }
        boolean same = rows.equals(Padding.SAME.edges(in.height(), size, stride))
                && columns.equals(Padding.SAME.edges(in.width(), size, stride));
        return same ? Optional.of("same") : Optional.empty();
    }

    /** A layer that applies an activation to its result; Keras has a leaky ReLU as a layer only. */
    private KerasSequential activated(
            String type, ObjectNode config, Map<String, INDArray> weights, Activation function) {
        boolean leaky = function == Activation.LEAKY_RELU;
        model.add(type, name, config.put("activation", leaky ? "linear" : Names.of(function)), weights);
        return leaky ? leakyRelu(name + "_leaky_relu") : model;
    }

    private KerasSequential leakyRelu(String name) {
        return add("LeakyReLU", name, object().put("alpha", 0.01));
    }

    private KerasSequential add(String type, String name, ObjectNode config) {
        return model.add(type, name, config, Map.of());
    }

    private Map<String, INDArray> weights(INDArray kernel, boolean bias) {
        Map<String, INDArray> weights = new LinkedHashMap<>();
        weights.put("kernel", kernel);
        if (bias) {
            weights.put("bias", line("b"));
        }
        return weights;
    }

    /** Parameters, one row for each number of the vector that the layer gets, in the order in which it gets them. */
    private INDArray inOrder(INDArray rows) {
        if (flattened.isEmpty()) {
            return rows;
        }
        Shape maps = flattened.get();
        long each = rows.length() / maps.size();
        return rows.dup('c')
                .reshape('c', maps.channels(), maps.height(), maps.width(), each)
                .permute(1, 2, 0, 3)
                .dup('c')
                .reshape('c', rows.shape());
    }

    private INDArray values(String parameter) {
        return Objects.requireNonNull(parameters.get(parameter), parameter);
    }

    /** A parameter that DL4J keeps as a matrix of one row. */
    private INDArray line(String parameter) {
        return values(parameter).ravel();
    }

    private static ObjectNode pooling(int size, int stride, String padding) {
        ObjectNode config = maps();
        config.set("pool_size", list(size, size));
        config.set("strides", list(stride, stride));
        return config.put("padding", padding);
    }

    private static ObjectNode maps() {
        return object().put("data_format", "channels_last");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ArrayNode edges(Padding.Edges rows, Padding.Edges columns) {
        return JsonNodeFactory.instance
                .arrayNode()
                .add(list(rows.before(), rows.after()))
                .add(list(columns.before(), columns.after()));
    }

    private static ArrayNode list(int... numbers) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (int number : numbers) {
            list.add(number);
        }
        return list;
    }
}
