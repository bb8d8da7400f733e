package org.mnist.network.keras;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mnist.base.Failure;
import org.mnist.base.Json;
import org.mnist.network.Architecture;
import org.mnist.network.LayerSpec;
import org.mnist.network.Shape;
import org.mnist.network.Task;
import org.mnist.network.dl4j.TrainedNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained network as the {@code Sequential} that Keras 2 would have, in the <a
 * href="https://www.tensorflow.org/js/guide/save_load">two files</a> that TensorFlow.js loads: it takes a batch of rows ×
 * columns × channels in 0..1, and gives probabilities. Its metadata have the shape of an image and the names of the classes,
 * as arrays, and the origin of the network.
 */
public final class KerasModel {
    /** The file of the weights. */
    public static final String WEIGHTS = "group1-shard1of1.bin";

    /** The file that a program loads; it names the other. */
    public static final String MODEL = "model.json";

    private final TrainedNetwork trained;
    private final KerasSequential model = new KerasSequential();

    private KerasModel(TrainedNetwork trained) {
        this.trained = trained;
    }

    /**
     * The model of a network, which must not be released before the weights are written.
     *
     * @throws Failure of kind BAD_INPUT if Keras has no layers for one of its layers
     */
    public static KerasModel of(TrainedNetwork trained) {
        KerasModel keras = new KerasModel(trained);
        keras.addInput(trained.task());
        keras.addLayers(trained.architecture().rows());
        return keras;
    }

    private void addInput(Task task) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.putArray("batch_input_shape")
                .addNull()
                .add(task.height())
                .add(task.width())
                .add(task.channels());
        model.add("InputLayer", "image", config.put("sparse", false), Map.of());
    }

    /**
     * Adds the layers. Keras flattens maps pixel by pixel and DL4J channel by channel, so the weights behind a flatten, up to
     * the dense layer that makes another vector of it, take Keras's order; where there is none, the maps are turned instead.
     */
    private void addLayers(List<Architecture.Row> rows) {
        Optional<Shape> flattened = Optional.empty();
        for (Architecture.Row row : rows) {
            KerasLayers layers = new KerasLayers(model, row, flattened, trained.parameters(row));
            if (row.layer() instanceof LayerSpec.Flatten && ordersDiffer(row.in())) {
                if (rows.stream().skip(row.number()).anyMatch(KerasModel::isDense)) {
                    flattened = Optional.of(row.in());
                } else {
                    layers.channelsFirst();
                }
            }
            row.layer().accept(layers);
            if (isDense(row)) {
                flattened = Optional.empty();
            }
        }
    }

    /** Whether pixel by pixel is another order than channel by channel. */
    private static boolean ordersDiffer(Shape maps) {
        return maps.channels() > 1 && maps.height() * maps.width() > 1;
    }

    private static boolean isDense(Architecture.Row row) {
        return row.layer() instanceof LayerSpec.Dense
                || (row.layer() instanceof LayerSpec.Output output && output.dense());
    }

    /** Writes the weights, one after the other; does not close the stream. */
    public void writeWeights(OutputStream out) throws IOException {
        for (INDArray values : model.weights().values()) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(values.length() * Float.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values.dup('c').data().asFloat());
            out.write(bytes.array());
        }
    }

    /** The text of {@link #MODEL}. */
    public String json() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("format", "layers-model");
        document.put("generatedBy", "mnist " + trained.version());
        document.putNull("convertedBy");
        ObjectNode topology = document.putObject("modelTopology");
        topology.put("keras_version", "2.15.0").put("backend", "tensorflow");
        ObjectNode config = topology.putObject("model_config");
        config.put("class_name", "Sequential")
                .putObject("config")
                .put("name", "mnist")
                .set("layers", model.layers());
        ObjectNode group = document.putArray("weightsManifest").addObject();
        group.putArray("paths").add(WEIGHTS);
        var weights = group.putArray("weights");
        model.weights().forEach((name, values) -> {
            ObjectNode weight = weights.addObject().put("name", name).put("dtype", "float32");
            var shape = weight.putArray("shape");
            for (long dimension : values.shape()) {
                shape.add(dimension);
            }
        });
        ObjectNode metadata = document.putObject("userDefinedMetadata");
        trained.origin().forEach(metadata::put);
        metadata.putPOJO("classes", trained.task().classes());
        metadata.putPOJO("image_shape", trained.imageShape());
        return Json.compact(document);
    }
}
