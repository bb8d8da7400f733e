package org.mnist.engine.onednn.parameter;

import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.MemoryDescriptor;
import org.mnist.engine.onednn.primitive.Storage;
import org.mnist.engine.onednn.primitive.Tensor;

/** A tensor of weights, biases or statistics, with the gradient and the moments that training keeps for each number. */
public final class Parameter {
    /** The numbers that are kept for each number of a parameter. */
    public enum Part {
        /** The number itself. */
        VALUE,
        /** The gradient of the loss. */
        GRADIENT,
        /** The optimiser's first moment: momentum, or the mean gradient. */
        FIRST_MOMENT,
        /** The optimiser's second moment: the mean square of the gradient. */
        SECOND_MOMENT
    }

    private final int layer;
    private final String key;
    private final boolean decays;
    private final MemoryDescriptor plain;
    private final MemoryDescriptor master;
    private final long[] dims;
    private final Tensor value;
    private final Tensor gradient;
    private final Tensor firstMoment;
    private final Tensor secondMoment;

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
    public Parameter(
            int layer, String key, boolean decays, MemoryDescriptor plain, MemoryDescriptor master, long... dims) {
        this.layer = layer;
        this.key = key;
        this.decays = decays;
        this.plain = plain;
        this.master = master;
        this.dims = dims;
        this.value = unplaced(master, dims);
        this.gradient = unplaced(master, dims);
        this.firstMoment = unplaced(master, dims);
        this.secondMoment = unplaced(master, dims);
    }

    private static Tensor unplaced(MemoryDescriptor master, long... dims) {
        return new Tensor(master, Storage.transientOf(master.bytes()), Layout.OPAQUE, dims);
    }

    /** The index of its layer in the DL4J network. */
    public int layer() {
        return layer;
    }

    /** DL4J's name of it. */
    public String key() {
        return key;
    }

    /** Whether penalties on weights apply. */
    public boolean decays() {
        return decays;
    }

    /** The order of its numbers in the DL4J network. */
    public MemoryDescriptor plain() {
        return plain;
    }

    /** The order of its numbers here. */
    public MemoryDescriptor master() {
        return master;
    }

    /** The number of its numbers in the network. */
    public int count() {
        int count = 1;
        for (long dim : dims) {
            count = Math.multiplyExact(count, Math.toIntExact(dim));
        }
        return count;
    }

    /** The values. */
    public Tensor value() {
        return value;
    }

    /** The gradient of the loss. */
    public Tensor gradient() {
        return gradient;
    }

    /** One of its parts. */
    public Tensor part(Part part) {
        return switch (part) {
            case VALUE -> value;
            case GRADIENT -> gradient;
            case FIRST_MOMENT -> firstMoment;
            case SECOND_MOMENT -> secondMoment;
        };
    }
}
