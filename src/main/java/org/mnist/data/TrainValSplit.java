package org.mnist.data;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mnist.base.Failure;
import org.mnist.base.Seeds;
import org.mnist.config.TrainConfig;

/**
 * Which training images are learned from and which are held out for validation. Nobody changes the arrays.
 */
public final class TrainValSplit {
    private final int[] train;
    private final int[] validation;

    private TrainValSplit(int[] train, int[] validation) {
        this.train = train;
        this.validation = validation;
    }

    /** The split of {@code images} training images that a configuration asks for. */
    public static TrainValSplit of(TrainConfig config, int images) {
        int held;
        try {
            held = config.validation().of(images);
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.USAGE, Failure.message(e), e);
        }
        int[] order = IntStream.range(0, images).toArray();
        if (config.split() == TrainConfig.SplitMethod.RANDOM) {
            shuffle(order, Seeds.generator(config.seed(), "split"));
        }
        return new TrainValSplit(
                IntStream.of(order).limit(images - held).toArray(),
                IntStream.of(order).skip(images - held).toArray());
    }

    /** Indices of the images to learn from. */
    public int[] train() {
        return train;
    }

    /** Indices of the images held out. */
    public int[] validation() {
        return validation;
    }

    /** Fisher and Yates's shuffle, in place. */
    static void shuffle(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }
}
