package org.mnist.network.safetensors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An {@code nn.Sequential} of PyTorch that grows by a module at a time, which takes its place in the list for a name. */
final class TorchSequential {
    private final ArrayNode modules = JsonNodeFactory.instance.arrayNode();
    private final Map<String, INDArray> state = new LinkedHashMap<>();

    /**
     * Adds a module.
     *
     * @param type its class in {@code torch.nn}
     * @param args what its constructor takes, by PyTorch's names
     * @param own its parameters and buffers by PyTorch's names, in PyTorch's layout
     * @return this model
     */
    TorchSequential add(String type, ObjectNode args, Map<String, INDArray> own) {
        own.forEach((name, values) -> state.put(modules.size() + "." + name, values));
        modules.addObject().put("type", type).set("args", args);
        return this;
    }

    /** The modules: {@code [{"type": "Conv2d", "args": {"in_channels": 1, …}}, …]}. */
    ArrayNode modules() {
        return modules;
    }

    /** Its {@code state_dict}. */
    Map<String, INDArray> state() {
        return state;
    }
}
