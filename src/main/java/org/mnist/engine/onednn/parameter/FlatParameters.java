package org.mnist.engine.onednn.parameter;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One number for each parameter of a DL4J network (values, gradients or a moment), in the order in which DL4J lays all
 * parameters out in one vector: layer after layer.
 */
public final class FlatParameters {
    private final List<Map<String, Integer>> offsets;
    private final float[] vector;

    /**
     * A vector that shares its array with the caller.
     *
     * @param offsets for each layer, the place of each parameter by DL4J's key
     * @param vector the numbers
     */
    public FlatParameters(List<Map<String, Integer>> offsets, float... vector) {
        this.offsets = offsets;
        this.vector = vector;
    }

    /** The place of a parameter's first number in {@link #vector}. */
    public int offset(int layer, String key) {
        return Objects.requireNonNull(offsets.get(layer).get(key), "the layer has no such parameter");
    }

    /** The numbers themselves, not a copy. */
    public float[] vector() {
        return vector;
    }

    /** Copies a parameter's numbers into a buffer. */
    public void get(Parameter parameter, FloatBuffer target) {
        target.put(0, vector, offset(parameter.layer(), parameter.key()), parameter.count());
    }

    /** Copies a parameter's numbers out of a buffer. */
    public void put(Parameter parameter, FloatBuffer source) {
        source.get(0, vector, offset(parameter.layer(), parameter.key()), parameter.count());
    }
}
