package org.mnist.network.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.network.Architecture;
import org.mnist.network.LayerSpec;
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

    private OnnxFile() {}

    /**
     * Writes a network.
     *
     * @param architecture its layers
     * @param version of this program
     * @param metadata what is to be known of the model, by name
     */
    public static void write(
            MultiLayerNetwork network,
            Architecture architecture,
            String version,
            Map<String, String> metadata,
            OutputStream out)
            throws IOException {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("mnist")
                .setProducerVersion(version)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph(network, architecture));
        new TreeMap<>(metadata)
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        model.build().writeTo(out);
    }

    private static GraphProto graph(MultiLayerNetwork network, Architecture architecture) {
        Shape image = architecture.image();
        OnnxGraph graph = new OnnxGraph("mnist", "image", image.channels(), image.height(), image.width());
        int index = 0;
        for (Architecture.Row row : architecture.rows()) {
            // A flatten is no layer of DL4J's own.
            Map<String, INDArray> parameters = row.layer() instanceof LayerSpec.Flatten
                    ? Map.of()
                    : network.getLayer(index++).paramTable();
            row.layer().accept(new OnnxLayers(graph, row, parameters));
        }
        return graph.end(architecture.classes());
    }
}
