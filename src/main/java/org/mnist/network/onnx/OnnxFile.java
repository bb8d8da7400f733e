package org.mnist.network.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.base.Names;
import org.mnist.network.Activation;
import org.mnist.network.Architecture;
import org.mnist.network.LayerSpec;
import org.mnist.network.Padding;
import org.mnist.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes a trained network as an ONNX model: {@code image}, a batch of 1 × 28 × 28 numbers in 0..1, light ink on a dark
 * ground, becomes {@code probabilities}, ten for each image. Dropout is left out; batch norm uses its running statistics.
 */
public final class OnnxFile {
    /** Version of the operators: <a href="https://onnx.ai/onnx/operators/">ONNX operators</a>. */
    public static final int OPSET = 13;

    /** Version of the file format that came with it. */
    private static final int IR_VERSION = 7;

    private static final String INPUT = "image";
    private static final String OUTPUT = "probabilities";

    private final OnnxGraph graph =
            new OnnxGraph("mnist", INPUT, Shape.IMAGE.channels(), Shape.IMAGE.height(), Shape.IMAGE.width());
    private final MultiLayerNetwork network;
    private Layer layer;
    private String name;

    private OnnxFile(MultiLayerNetwork network) {
        this.network = network;
    }

    /**
     * Writes a network.
     *
     * @param layers its architecture
     * @param version of this program
     * @param metadata what is to be known of the model, by name
     */
    public static void write(
            MultiLayerNetwork network,
            List<LayerSpec> layers,
            String version,
            Map<String, String> metadata,
            OutputStream out)
            throws IOException {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("mnist")
                .setProducerVersion(version)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(new OnnxFile(network).graph(layers));
        new TreeMap<>(metadata)
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        model.build().writeTo(out);
    }

    private GraphProto graph(List<LayerSpec> layers) {
        int index = 0;
        for (Architecture.Row row : new Architecture(layers).rows()) {
            name = row.layer().kind() + row.number();
            // A flatten is no layer of DL4J's own.
            layer = row.layer() instanceof LayerSpec.Flatten ? null : network.getLayer(index++);
            add(row.layer(), row.in());
        }
        return graph.end(LayerSpec.CLASSES);
    }

    private void add(LayerSpec spec, Shape in) {
        if (spec instanceof LayerSpec.Conv conv) {
            graph.add(
                    "Conv",
                    name,
                    weights(conv.bias(), "W", "b"),
                    window(in, conv.kernel(), conv.stride(), conv.padding()));
            activate(conv.activation());
        } else if (spec instanceof LayerSpec.MaxPool pool) {
            graph.add("MaxPool", name, List.of(), window(in, pool.size(), pool.stride(), pool.padding()));
        } else if (spec instanceof LayerSpec.AvgPool pool) {
            graph.add("AveragePool", name, List.of(), window(in, pool.size(), pool.stride(), pool.padding()));
        } else if (spec instanceof LayerSpec.BatchNorm norm) {
            graph.add(
                    "BatchNormalization",
                    name,
                    List.of(line("gamma"), line("beta"), line("mean"), line("var")),
                    OnnxGraph.number("epsilon", norm.epsilon()));
        } else if (spec instanceof LayerSpec.Activate activate) {
            activate(activate.function());
        } else if (spec instanceof LayerSpec.Flatten) {
            flatten();
        } else if (spec instanceof LayerSpec.Dense dense) {
            graph.add("Gemm", name, weights(dense.bias(), "W", "b"));
            activate(dense.activation());
        } else if (spec instanceof LayerSpec.GlobalAvgPool) {
            graph.add("GlobalAveragePool", name, List.of());
            flatten();
        } else if (spec instanceof LayerSpec.ZeroPad pad) {
            long amount = pad.amount();
            // Before each dimension, then behind each: images, channels, rows, columns.
            graph.add(
                    "Pad", name, List.of(OnnxGraph.longs(name + ".pads", 0, 0, amount, amount, 0, 0, amount, amount)));
        } else if (spec instanceof LayerSpec.Output output) {
            if (output.dense()) {
                graph.add("Gemm", name, weights(true, "W", "b"));
            }
            graph.add("Softmax", OUTPUT, List.of(), OnnxGraph.whole("axis", 1));
        } else if (!(spec instanceof LayerSpec.Dropout)) {
            throw new IllegalArgumentException("no ONNX operator for " + spec);
        }
    }

    private void flatten() {
        graph.add("Flatten", name + ".flat", List.of(), OnnxGraph.whole("axis", 1));
    }

    private void activate(Activation function) {
        String result = name + "." + Names.of(function);
        switch (function) {
            case LINEAR -> {}
            case RELU -> graph.add("Relu", result, List.of());
            case LEAKY_RELU -> graph.add("LeakyRelu", result, List.of(), OnnxGraph.number("alpha", 0.01));
            case ELU -> graph.add("Elu", result, List.of(), OnnxGraph.number("alpha", 1));
            case TANH -> graph.add("Tanh", result, List.of());
            case SIGMOID -> graph.add("Sigmoid", result, List.of());
        }
    }

    private static AttributeProto[] window(Shape in, int size, int stride, Padding padding) {
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

    private TensorProto tensor(String parameter) {
        INDArray values = layer.getParam(parameter);
        return OnnxGraph.floats(name + "." + parameter, values.dup('c').data().asFloat(), values.shape());
    }

    /** A parameter that DL4J keeps as a matrix of one row. */
    private TensorProto line(String parameter) {
        float[] values = layer.getParam(parameter).dup('c').data().asFloat();
        return OnnxGraph.floats(name + "." + parameter, values, values.length);
    }
}
