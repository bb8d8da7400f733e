package org.mnist.network.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.TreeMap;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import org.mnist.network.Architecture;
import org.mnist.network.Task;
import org.mnist.network.dl4j.TrainedNetwork;

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

    private OnnxFile() {}

    /** Writes a network; does not close the stream. */
    public static void write(TrainedNetwork trained, OutputStream out) throws IOException {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("mnist")
                .setProducerVersion(trained.version())
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph(trained));
        new TreeMap<>(trained.metadata())
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        model.build().writeTo(out);
    }

    /** The graph; a network that begins with a vector does not tell the shape of an image by itself. */
    private static GraphProto graph(TrainedNetwork trained) {
        Task task = trained.task();
        OnnxGraph graph = new OnnxGraph("mnist", "image", task.channels(), task.height(), task.width());
        for (Architecture.Row row : trained.architecture().rows()) {
            row.layer().accept(new OnnxLayers(graph, row, trained.parameters(row)));
        }
        return graph.end(trained.architecture().classes());
    }
}
