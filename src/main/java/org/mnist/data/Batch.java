package org.mnist.data;

import org.mnist.network.Shape;

/** A few images with their labels, ready for an engine. It is filled again and again; nobody keeps it. */
public final class Batch {
    private final Shape image;
    private final int pixels;
    private final float[] images;
    private final int[] labels;
    private int size;

    /**
     * Room for images.
     *
     * @param capacity how many
     * @param image the shape of each
     */
    public Batch(int capacity, Shape image) {
        this.image = image;
        this.pixels = image.size();
        this.images = new float[Math.multiplyExact(capacity, pixels)];
        this.labels = new int[capacity];
    }

    /** How many images it holds now. */
    public int size() {
        return size;
    }

    /** The shape of an image. */
    public Shape image() {
        return image;
    }

    /** How many numbers an image has, over all channels. */
    public int pixels() {
        return pixels;
    }

    /** Numbers in 0..1, image after image, each channel by channel; valid up to {@code size() × pixels()}. */
    public float[] images() {
        return images;
    }

    /** Labels, from 0; valid up to {@code size()}. */
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
            int which = order[from + i];
            copier.copy(which, images, i * pixels);
            labels[i] = source.label(which);
        }
    }
}
