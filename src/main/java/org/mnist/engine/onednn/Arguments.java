package org.mnist.engine.onednn;

import java.util.ArrayList;
import java.util.List;

/** The tensors that a call works on, each under oneDNN's number of its part. */
final class Arguments {
    private final List<Integer> keys = new ArrayList<>();
    private final List<Tensor> tensors = new ArrayList<>();

    /** Adds one; null is left out. */
    Arguments with(int key, Tensor tensor) {
        if (tensor != null) {
            keys.add(key);
            tensors.add(tensor);
        }
        return this;
    }

    int[] keys() {
        return keys.stream().mapToInt(Integer::intValue).toArray();
    }

    Tensor[] tensors() {
        return tensors.toArray(Tensor[]::new);
    }
}
