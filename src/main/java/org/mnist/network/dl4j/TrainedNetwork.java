package org.mnist.network.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.base.Json;
import org.mnist.network.Architecture;
import org.mnist.network.LayerSpec;
import org.mnist.network.Task;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network with its weights, and all that other programs are to know of it: what an export writes.
 *
 * @param network the weights
 * @param architecture the layers
 * @param task what it tells: the shape of an image, and the names of the classes
 * @param version of this program
 * @param origin of the network, as text by name
 */
public record TrainedNetwork(
        MultiLayerNetwork network, Architecture architecture, Task task, String version, Map<String, String> origin) {

    /**
     * The origin of the network, and behind it the shape of an image ({@code image_shape}: channels, rows, columns) and the
     * names of the classes ({@code classes}), both as JSON arrays.
     */
    public Map<String, String> metadata() {
        Map<String, String> all = new LinkedHashMap<>(origin);
        all.put("classes", Json.compact(task.classes()));
        all.put("image_shape", Json.compact(imageShape()));
        return all;
    }

    /** Channels, rows and columns of an image. */
    public List<Integer> imageShape() {
        return List.of(task.channels(), task.height(), task.width());
    }

    /** The parameters of a layer by DL4J's keys: none for a flatten, which DL4J has no layer for. */
    public Map<String, INDArray> parameters(Architecture.Row row) {
        return row.layer() instanceof LayerSpec.Flatten
                ? Map.of()
                : network.getLayer(LayerIndex.of(architecture, row)).paramTable();
    }
}
