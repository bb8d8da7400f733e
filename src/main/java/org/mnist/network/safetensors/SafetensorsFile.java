package org.mnist.network.safetensors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.mnist.base.Failure;
import org.mnist.base.Json;
import org.mnist.network.Architecture;
import org.mnist.network.dl4j.TrainedNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained network in the <a href="https://huggingface.co/docs/safetensors">safetensors</a> format: the {@code state_dict}
 * of an {@code nn.Sequential} that takes a batch of channels × rows × columns in 0..1 and gives probabilities. Its metadata
 * have the modules as JSON ({@code modules}), so that the model can be built from the file alone, the shape of an image and
 * the names of the classes as in an ONNX model, and the origin of the network.
 */
public final class SafetensorsFile {
    private static final int ALIGNMENT = 8;

    private final ObjectNode header = JsonNodeFactory.instance.objectNode();
    private final List<INDArray> tensors;

    private SafetensorsFile(TrainedNetwork trained, TorchSequential model) {
        ObjectNode metadata = header.putObject("__metadata__");
        metadata.put("format", "pt"); // what PyTorch's own readers ask for
        metadata.put("producer", "mnist " + trained.version());
        trained.metadata().forEach(metadata::put);
        metadata.put("input", "N × channels × rows × columns, numbers in 0..1 as the network was trained on them");
        metadata.put("output", "N × classes, probabilities");
        metadata.put("modules", Json.compact(model.modules()));
        List<Map.Entry<String, INDArray>> state = model.state().entrySet().stream()
                .sorted(Comparator.comparing(
                        entry -> -size(entry.getValue().dataType()))) // each at a multiple of its size
                .toList();
        long offset = 0;
        for (Map.Entry<String, INDArray> entry : state) {
            INDArray values = entry.getValue();
            ObjectNode tensor = header.putObject(entry.getKey());
            tensor.put("dtype", values.dataType() == DataType.INT64 ? "I64" : "F32");
            ArrayNode shape = tensor.putArray("shape");
            for (long dimension : values.shape()) {
                shape.add(dimension);
            }
            long end = offset + values.length() * size(values.dataType());
            tensor.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        tensors = state.stream().map(Map.Entry::getValue).toList();
    }

    /**
     * The file of a network, which must not be released before the file is written.
     *
     * @throws Failure of kind BAD_INPUT if PyTorch has no module for one of its layers
     */
    public static SafetensorsFile of(TrainedNetwork trained) {
        TorchSequential model = new TorchSequential();
        for (Architecture.Row row : trained.architecture().rows()) {
            row.layer().accept(new TorchModules(model, row, trained.parameters(row)));
        }
        return new SafetensorsFile(trained, model);
    }

    /** Writes it; does not close the stream. */
    public void write(OutputStream out) throws IOException {
        byte[] text = Json.compact(header).getBytes(StandardCharsets.UTF_8);
        int length = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] head = new byte[Long.BYTES];
        littleEndian(head).putLong(length);
        out.write(head);
        out.write(text);
        out.write(" ".repeat(length - text.length).getBytes(StandardCharsets.UTF_8));
        for (INDArray tensor : tensors) {
            out.write(bytes(tensor));
        }
    }

    private static byte[] bytes(INDArray tensor) {
        byte[] bytes = new byte[Math.toIntExact(tensor.length() * size(tensor.dataType()))];
        if (tensor.dataType() == DataType.INT64) {
            littleEndian(bytes).asLongBuffer().put(tensor.dup('c').data().asLong());
        } else {
            littleEndian(bytes).asFloatBuffer().put(tensor.dup('c').data().asFloat());
        }
        return bytes;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long size(DataType type) {
        return type == DataType.INT64 ? Long.BYTES : Float.BYTES;
    }
}
