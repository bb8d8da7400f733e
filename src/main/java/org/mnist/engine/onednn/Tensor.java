package org.mnist.engine.onednn;

/** Numbers in memory. */
final class Tensor {
    private final MemoryDescriptor desc;
    private final Storage storage;
    private final Layout layout;
    private final long[] dims;

    /**
     * A tensor.
     *
     * @param desc type, sizes and order
     * @param storage where its numbers lie
     * @param layout the name of the order, or null if oneDNN chose one without a name
     * @param dims sizes, batch first
     */
    Tensor(MemoryDescriptor desc, Storage storage, Layout layout, long... dims) {
        this.desc = desc;
        this.storage = storage;
        this.layout = layout;
        this.dims = dims.clone();
    }

    MemoryDescriptor desc() {
        return desc;
    }

    Storage storage() {
        return storage;
    }

    Layout layout() {
        return layout;
    }

    long[] dims() {
        return dims.clone();
    }

    /** Features or channels. */
    long channels() {
        return dims[1];
    }

    /** Whether each image is a vector. */
    boolean flat() {
        return dims.length == 2;
    }

    /** How many numbers, filling left out. */
    long count() {
        long count = 1;
        for (long dim : dims) {
            count *= dim;
        }
        return count;
    }
}
