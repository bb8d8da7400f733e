package org.mnist.data;

/** A few images with their labels, ready for an engine. It is filled again and again; nobody keeps it. */
public final class Batch {
    private final float[] images;
    private final int[] labels;
    private int size;

    /** Room for {@code capacity} images. */
    public Batch(int capacity) {
        images = new float[capacity * Images.PIXELS];
        labels = new int[capacity];
    }

    /** How many images it holds now. */
    public int size() {
        return size;
    }

    /** Pixels in 0..1, image after image; valid up to {@code size() × 784}. */
    public float[] images() {
        return images;
    }

    /** Labels 0 to 9; valid up to {@code size()}. */
    public int[] labels() {
        return labels;
    }

    /** Brings one image, scaled to 0..1, to its place. */
    interface Copier {
        /** Writes image {@code i} into {@code target} from {@code offset} on. */
        void copy(int i, float[] target, int offset);
    }

    /** Fills it with the images at {@code order[from]} up to, not including, {@code order[to]}. */
    void fill(Images source, Copier copier, int[] order, int from, int to) {
        size = to - from;
        for (int i = 0; i < size; i++) {
            int image = order[from + i];
            copier.copy(image, images, i * Images.PIXELS);
            labels[i] = source.label(image);
        }
    }
}
