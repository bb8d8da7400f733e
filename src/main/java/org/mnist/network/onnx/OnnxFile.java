package org.mnist.network.onnx;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
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
import org.mnist.network.Task;
import org.mnist.network.dl4j.LayerIndex;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes a trained network as an ONNX model: {@code image}, a batch of channels × rows × columns in 0..1 as the network was
 * trained on them, becomes {@code probabilities}, one for each class. The metadata have the shape of an image and the names
 * of the classes as JSON arrays, {@code image_shape} and {@code classes}. Dropout is left out; batch norm uses its running
 * statistics.
 */
public final class OnnxFile {
    /** Version of the operators: <a href="https://onnx.ai/onnx/operators/">ONNX operators</a>. */
    public static final int OPSET = 13;

    /** Version of the file format that came with it. */
    private static final int IR_VERSION = 7;

    private static final ObjectMapper JSON = new ObjectMapper();

    private OnnxFile() {}

    /**
     * Writes a network.
     *
     * @param architecture its layers
     * @param task what it tells: the shape of an image, and the names of the classes
     * @param version of this program
     * @param metadata what is to be known of the model, by name
     */
    public static void write(
            MultiLayerNetwork network,
            Architecture architecture,
            Task task,
            String version,
            Map<String, String> metadata,
            OutputStream out)
            throws IOException {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("mnist")
                .setProducerVersion(version)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph(network, architecture, task.image()));
        Map<String, String> all = new TreeMap<>(metadata);
        all.put("classes", JSON.writeValueAsString(task.classes()));
        all.put("image_shape", JSON.writeValueAsString(List.of(task.channels(), task.height(), task.width())));
        all.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        model.build().writeTo(out);
    }

    /** The graph; a network that begins with a vector does not tell the shape of an image by itself. */
    private static GraphProto graph(MultiLayerNetwork network, Architecture architecture, Shape image) {
        OnnxGraph graph = new OnnxGraph("mnist", "image", image.channels(), image.height(), image.width());
        for (Architecture.Row row : architecture.rows()) {
            Map<String, INDArray> parameters = row.layer() instanceof LayerSpec.Flatten
                    ? Map.of()
                    : network.getLayer(LayerIndex.of(architecture, row)).paramTable();
            row.layer().accept(new OnnxLayers(graph, row, parameters));
        }
        return graph.end(architecture.classes());
    }
}
