package org.mnist.data;

import java.util.stream.IntStream;
import org.mnist.base.Seeds;

/**
 * The test set of data that comes without one: a sixth of it, of each class alike. The choice depends on the images' order and
 * labels only, never on a run's seed, so all runs on the data share one test set.
 */
public final class Holdout {
    /** One of so many images is held out. */
    public static final int PART = 6;

    private static final long SEED = 20;

    private Holdout() {}

    /** Takes the test images out of labelled images; the others stay. */
    public static Images take(Images.Builder from) {
        int[] all = IntStream.range(0, from.count()).toArray();
        int count = Math.round(from.count() / (float) PART);
        return from.take(new Strata(from.build(), all, count, Seeds.generator(SEED, "test")).chosen());
    }
}
