package org.mnist.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A part of some images drawn at random so that each class has its share of it, to within one image. Both the part and the
 * rest are in the images' own order.
 */
final class Strata {
    private final int[] chosen;
    private final int[] others;

    /**
     * Draws a part.
     *
     * @param images what has the labels
     * @param from indices of the images to draw from, in their order
     * @param count how many to draw
     * @param random where the choice comes from
     */
    Strata(Images images, int[] from, int count, SplittableRandom random) {
        int classes = 1 + IntStream.of(from).map(images::label).max().orElse(0);
        int[] sizes = new int[classes];
        for (int i : from) {
            sizes[images.label(i)]++;
        }
        int[] quota = quota(sizes, count);
        boolean[] taken = new boolean[images.count()];
        int[] shuffled = from.clone();
        TrainValSplit.shuffle(shuffled, random);
        for (int i : shuffled) {
            if (quota[images.label(i)] > 0) {
                quota[images.label(i)]--;
                taken[i] = true;
            }
        }
        chosen = IntStream.of(from).filter(i -> taken[i]).toArray();
        others = IntStream.of(from).filter(i -> !taken[i]).toArray();
    }

    /** How many of each class: its share rounded down, and one more for those that lost most by that. */
    private static int[] quota(int[] sizes, int count) {
        long all = IntStream.of(sizes).sum();
        int[] quota = new int[sizes.length];
        List<Integer> classes = new ArrayList<>();
        for (int label = 0; label < sizes.length; label++) {
            quota[label] = (int) ((long) count * sizes[label] / Math.max(1, all));
            classes.add(label);
        }
        classes.sort(Comparator.comparingLong(label -> -((long) count * sizes[label] % Math.max(1, all))));
        int left = count - Arrays.stream(quota).sum();
        for (int i = 0; i < left; i++) {
            quota[classes.get(i)]++;
        }
        return quota;
    }

    /** Indices of the images that were drawn. */
    int[] chosen() {
        return chosen;
    }

    /** Indices of those that were not. */
    int[] others() {
        return others;
    }
}
