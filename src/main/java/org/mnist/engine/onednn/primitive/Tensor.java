package org.mnist.engine.onednn.primitive;

/** An array of numbers in memory, of two dimensions ({@code images × features}), of four, or a plain line of them. */
public final class Tensor {
    private final MemoryDescriptor descriptor;
    private final Storage storage;
    private final Layout layout;
    private final long[] dims;

    /**
     * A tensor.
     *
     * @param descriptor type, sizes and order
     * @param storage where its numbers lie
     * @param layout the name of the order
     * @param dims sizes, batch first
     */
    public Tensor(MemoryDescriptor descriptor, Storage storage, Layout layout, long... dims) {
        this.descriptor = descriptor;
        this.storage = storage;
        this.layout = layout;
        this.dims = dims.clone();
    }

    /** Type, sizes and order in memory. */
    public MemoryDescriptor descriptor() {
        return descriptor;
    }

    /** The memory. */
    public Storage storage() {
        return storage;
    }

    /** The name of the order in memory. */
    public Layout layout() {
        return layout;
    }

    /** A copy of the sizes, images first. */
    public long[] dims() {
        return dims.clone();
    }

    /** The number of features or channels. */
    public long channels() {
        return dims[1];
    }

    /** Whether each image is a vector. */
    public boolean flat() {
        return dims.length == 2;
    }

    /** The number of numbers, filling left out. */
    public long count() {
        long count = 1;
        for (long dim : dims) {
            count *= dim;
        }
        return count;
    }
}
