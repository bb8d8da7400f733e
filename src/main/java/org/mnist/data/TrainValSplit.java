package org.mnist.data;

import java.util.Arrays;
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

    /**
     * How many images a configuration holds out for validation, and how many it uses in all.
     *
     * @param used how many of the training images are used
     * @param validation how many of those are held out
     */
    public record Sizes(int used, int validation) {
        /** How many are learned from. */
        public int train() {
            return used - validation;
        }
    }

    /**
     * The sizes that a configuration asks for.
     *
     * @param images how many training images there are
     * @throws Failure of kind USAGE if there are not enough
     */
    public static Sizes sizes(TrainConfig config, int images) {
        try {
            int used = config.trainImages().of(images);
            return new Sizes(used, config.validation().of(used));
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.USAGE, Failure.message(e), e);
        }
    }

    /** The split of training images that a configuration asks for. */
    public static TrainValSplit of(TrainConfig config, Images images) {
        Sizes sizes = sizes(config, images.count());
        int[] used = IntStream.range(0, images.count()).toArray();
        if (sizes.used() < used.length) {
            Strata part = new Strata(images, used, sizes.used(), Seeds.generator(config.seed(), "train-images"));
            used = part.chosen();
        }
        return switch (config.split()) {
            case LAST -> cut(used, sizes.train());
            case RANDOM -> {
                shuffle(used, Seeds.generator(config.seed(), "split"));
                yield cut(used, sizes.train());
            }
            case STRATIFIED -> {
                Strata held = new Strata(images, used, sizes.validation(), Seeds.generator(config.seed(), "split"));
                yield new TrainValSplit(held.others(), held.chosen());
            }
        };
    }

    private static TrainValSplit cut(int[] images, int train) {
        return new TrainValSplit(Arrays.copyOf(images, train), Arrays.copyOfRange(images, train, images.length));
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
