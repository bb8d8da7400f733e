package org.mnist.engine.onednn;

import java.util.EnumMap;
import java.util.Map;

/** A tensor of numbers that training changes, or that inference reads, with all that training keeps about it. */
final class Parameter {
    /** What is kept for each number. */
    enum Part {
        /** The number itself. */
        VALUE,
        /** The gradient of the loss. */
        GRADIENT,
        /** The optimiser's first moment: momentum, or the mean gradient. */
        FIRST_MOMENT,
        /** Its second: the mean square of the gradient. */
        SECOND_MOMENT
    }

    private final int layer;
    private final String key;
    private final boolean decays;
    private final MemoryDescriptor plain;
    private final MemoryDescriptor master;
    private final long[] dims;
    private final Map<Part, Tensor> parts = new EnumMap<>(Part.class);

    /**
     * A parameter.
     *
     * @param layer index of its layer in the DL4J network
     * @param key DL4J's name of it
     * @param decays whether penalties on weights apply
     * @param plain its order in the DL4J network
     * @param master its order here
     * @param dims its sizes
     */
    Parameter(int layer, String key, boolean decays, MemoryDescriptor plain, MemoryDescriptor master, long... dims) {
        this.layer = layer;
        this.key = key;
        this.decays = decays;
        this.plain = plain;
        this.master = master;
        this.dims = dims;
        for (Part part : Part.values()) {
            parts.put(part, new Tensor(master, Storage.transientOf(master.bytes()), null, dims));
        }
    }

    int layer() {
        return layer;
    }

    String key() {
        return key;
    }

    boolean decays() {
        return decays;
    }

    MemoryDescriptor plain() {
        return plain;
    }

    MemoryDescriptor master() {
        return master;
    }

    /** How many numbers it has in the network. */
    int count() {
        int count = 1;
        for (long dim : dims) {
            count = Math.multiplyExact(count, Math.toIntExact(dim));
        }
        return count;
    }

    Tensor value() {
        return part(Part.VALUE);
    }

    Tensor gradient() {
        return part(Part.GRADIENT);
    }

    Tensor part(Part part) {
        return parts.get(part);
    }
}
