package org.mnist.data;

import java.util.stream.IntStream;
import org.mnist.base.Seeds;

/**
 * Images cut into batches; the last one may be smaller. Which images a batch holds is a function of the seed, the epoch
 * and the batch's place only, so training can go on from any batch.
 */
public final class Batches {
    private final Images images;
    private final Batch.Copier copier;
    private final int[] order;
    private final int size;
    private final Batch batch;

    private Batches(Images images, Batch.Copier copier, int[] order, int size) {
        this.images = images;
        this.copier = copier;
        this.order = order;
        this.size = size;
        this.batch = empty();
    }

    /** The batches of one epoch: the chosen images in the order of that epoch. */
    public static Batches shuffled(Images images, int[] chosen, int size, long seed, int epoch) {
        return new Batches(images, images::copy, shuffled(chosen, seed, epoch), size);
    }

    /** The batches of one epoch: the chosen images in the order of that epoch, each changed. */
    public static Batches shuffled(Images images, int[] chosen, int size, long seed, int epoch, Augmenter augmenter) {
        return new Batches(images, augmenter.of(images), shuffled(chosen, seed, epoch), size);
    }

    private static int[] shuffled(int[] chosen, long seed, int epoch) {
        int[] order = chosen.clone();
        TrainValSplit.shuffle(order, Seeds.generator(seed, "shuffle", epoch));
        return order;
    }

    /** The chosen images in their own order. */
    public static Batches inOrder(Images images, int[] chosen, int size) {
        return new Batches(images, images::copy, chosen, size);
    }

    /** All images in their own order. */
    public static Batches inOrder(Images images, int size) {
        return inOrder(images, all(images), size);
    }

    /** All images in their own order, each changed. */
    public static Batches inOrder(Images images, int size, Augmenter augmenter) {
        return new Batches(images, augmenter.of(images), all(images), size);
    }

    private static int[] all(Images images) {
        return IntStream.range(0, images.count()).toArray();
    }

    /** How many batches there are. */
    public int count() {
        return (order.length + size - 1) / size;
    }

    /** How many images there are in all batches. */
    public int images() {
        return order.length;
    }

    /** Batch {@code i}; it is overwritten by the next one asked for. */
    public Batch get(int i) {
        fill(i, batch);
        return batch;
    }

    /** Fills {@code target}, which {@link #empty} has made, with batch {@code i}. */
    void fill(int i, Batch target) {
        target.fill(images, copier, order, i * size, Math.min(order.length, (i + 1) * size));
    }

    /** A batch with room for as many images as any of these has. */
    Batch empty() {
        return new Batch(Math.min(size, order.length), images.image());
    }
}
