package org.mnist.network.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.TensorProto;
import org.mnist.base.Names;
import org.mnist.network.Activation;
import org.mnist.network.Architecture;
import org.mnist.network.LayerSpec;
import org.mnist.network.Padding;
import org.mnist.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The ONNX operators of each kind of layer, added to a graph. */
final class OnnxLayers implements LayerSpec.Visitor<OnnxGraph> {
    private final OnnxGraph graph;
    private final String name;
    private final Shape in;
    private final Map<String, INDArray> parameters;

    /**
     * The operators of one layer.
     *
     * @param graph gets them
     * @param row the layer in its place
     * @param parameters its parameters by DL4J's keys
     */
    OnnxLayers(OnnxGraph graph, Architecture.Row row, Map<String, INDArray> parameters) {
        this.graph = graph;
        this.name = row.layer().kind() + row.number();
        this.in = row.in();
        this.parameters = parameters;
    }

    @Override
    public OnnxGraph conv(LayerSpec.Conv conv) {
        graph.add("Conv", name, weights(conv.bias(), "W", "b"), window(conv.kernel(), conv.stride(), conv.padding()));
        return activate(conv.activation());
    }

    @Override
    public OnnxGraph maxPool(LayerSpec.MaxPool pool) {
        return graph.add("MaxPool", name, List.of(), window(pool.size(), pool.stride(), pool.padding()));
    }

    @Override
    public OnnxGraph avgPool(LayerSpec.AvgPool pool) {
        return graph.add("AveragePool", name, List.of(), window(pool.size(), pool.stride(), pool.padding()));
    }

    @Override
    public OnnxGraph batchNorm(LayerSpec.BatchNorm norm) {
        return graph.add(
                "BatchNormalization",
                name,
                List.of(line("gamma"), line("beta"), line("mean"), line("var")),
                OnnxGraph.number("epsilon", norm.epsilon()));
    }

    @Override
    public OnnxGraph activate(LayerSpec.Activate activate) {
        return activate(activate.function());
    }

    @Override
    public OnnxGraph dropout(LayerSpec.Dropout dropout) {
        return graph;
    }

    @Override
    public OnnxGraph flatten(LayerSpec.Flatten flatten) {
        return flatten();
    }

    @Override
    public OnnxGraph dense(LayerSpec.Dense dense) {
        graph.add("Gemm", name, weights(dense.bias(), "W", "b"));
        return activate(dense.activation());
    }

    @Override
    public OnnxGraph globalAvgPool(LayerSpec.GlobalAvgPool pool) {
        graph.add("GlobalAveragePool", name, List.of());
        return flatten();
    }

    @Override
    public OnnxGraph globalMaxPool(LayerSpec.GlobalMaxPool pool) {
        graph.add("GlobalMaxPool", name, List.of());
        return flatten();
    }

    @Override
    public OnnxGraph zeroPad(LayerSpec.ZeroPad pad) {
        return pad(pad.amount(), pad.amount());
    }

    @Override
    public OnnxGraph centreCrop(LayerSpec.CentreCrop crop) {
        long top = crop.rows(in).before();
        long left = crop.columns(in).before();
        return graph.add(
                "Slice",
                name,
                List.of(
                        OnnxGraph.longs(name + ".starts", top, left),
                        OnnxGraph.longs(name + ".ends", top + crop.size(), left + crop.size()),
                        OnnxGraph.longs(name + ".axes", 2, 3)));
    }

    @Override
    public OnnxGraph output(LayerSpec.Output output) {
        if (output.dense()) {
            graph.add("Gemm", name, weights(true, "W", "b"));
        }
        return graph.add("Softmax", "probabilities", List.of(), OnnxGraph.whole("axis", 1));
    }

    /** Zeros around maps: so many rows above and columns to the left, so many below and to the right. */
    private OnnxGraph pad(long before, long after) {
        // Before each dimension, then behind each: images, channels, rows, columns.
        return graph.add(
                "Pad", name, List.of(OnnxGraph.longs(name + ".pads", 0, 0, before, before, 0, 0, after, after)));
    }

    private OnnxGraph flatten() {
        return graph.add("Flatten", name + ".flat", List.of(), OnnxGraph.whole("axis", 1));
    }

    private OnnxGraph activate(Activation function) {
        String result = name + "." + Names.of(function);
        return switch (function) {
            case LINEAR -> graph;
            case RELU -> graph.add("Relu", result, List.of());
            case LEAKY_RELU -> graph.add("LeakyRelu", result, List.of(), OnnxGraph.number("alpha", 0.01));
            case ELU -> graph.add("Elu", result, List.of(), OnnxGraph.number("alpha", 1));
            case TANH -> graph.add("Tanh", result, List.of());
            case SIGMOID -> graph.add("Sigmoid", result, List.of());
        };
    }

    private AttributeProto[] window(int size, int stride, Padding padding) {
        Padding.Edges rows = padding.edges(in.height(), size, stride);
        Padding.Edges columns = padding.edges(in.width(), size, stride);
        return new AttributeProto[] {
            OnnxGraph.wholes("kernel_shape", size, size),
            OnnxGraph.wholes("strides", stride, stride),
            OnnxGraph.wholes("pads", rows.before(), columns.before(), rows.after(), columns.after())
        };
    }

    private List<TensorProto> weights(boolean bias, String weight, String offset) {
        List<TensorProto> weights = new ArrayList<>(List.of(tensor(weight)));
        if (bias) {
            weights.add(line(offset));
        }
        return weights;
    }

    private INDArray values(String parameter) {
        return Objects.requireNonNull(parameters.get(parameter), parameter);
    }

    private TensorProto tensor(String parameter) {
        INDArray values = values(parameter);
        return OnnxGraph.floats(name + "." + parameter, values.dup('c').data().asFloat(), values.shape());
    }

    /** A parameter that DL4J keeps as a matrix of one row. */
    private TensorProto line(String parameter) {
        float[] values = values(parameter).dup('c').data().asFloat();
        return OnnxGraph.floats(name + "." + parameter, values, values.length);
    }
}
