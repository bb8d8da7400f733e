package org.mnist.engine.onednn.primitive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tensors that a call works on, each under oneDNN's {@code DNNL_ARG_…} number. */
public final class Arguments {
    private final List<Integer> keys = new ArrayList<>();
    private final List<Tensor> tensors = new ArrayList<>();

    /** Adds one. */
    public Arguments with(int key, Tensor tensor) {
        keys.add(key);
        tensors.add(tensor);
        return this;
    }

    /** Adds one, if there is one. */
    public Arguments with(int key, Optional<Tensor> tensor) {
        tensor.ifPresent(present -> with(key, present));
        return this;
    }

    /** Adds all of others. */
    public Arguments with(Arguments others) {
        keys.addAll(others.keys);
        tensors.addAll(others.tensors);
        return this;
    }

    int[] keys() {
        return keys.stream().mapToInt(Integer::intValue).toArray();
    }

    Tensor[] tensors() {
        return tensors.toArray(Tensor[]::new);
    }
}
