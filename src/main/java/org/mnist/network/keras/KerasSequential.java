package org.mnist.network.keras;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@code Sequential} of Keras 2 that grows by a layer at a time. */
final class KerasSequential {
    private final ArrayNode layers = JsonNodeFactory.instance.arrayNode();
    private final Map<String, INDArray> weights = new LinkedHashMap<>();

    /**
     * Adds a layer.
     *
     * @param type its class in {@code keras.layers}
     * @param name of the layer, which no other has
     * @param config what its constructor takes, by Keras's names
     * @param own its weights by Keras's names, in Keras's layout
     * @return this model
     */
    KerasSequential add(String type, String name, ObjectNode config, Map<String, INDArray> own) {
        own.forEach((weight, values) -> weights.put(name + "/" + weight, values));
        ObjectNode named = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("trainable", true)
                .put("dtype", "float32");
        layers.addObject().put("class_name", type).set("config", named.setAll(config));
        return this;
    }

    /** The layers, as Keras's {@code to_json} has them. */
    ArrayNode layers() {
        return layers;
    }

    /** All weights by their names, in the order of the layers. */
    Map<String, INDArray> weights() {
        return weights;
    }
}
