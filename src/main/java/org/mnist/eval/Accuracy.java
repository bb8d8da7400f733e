package org.mnist.eval;

import org.jspecify.annotations.Nullable;

/**
 * An accuracy and how sure it is.
 *
 * @param accuracy 0 to 1
 * @param images how many it was measured on; null in runs that do not say
 * @param low the lower end of its 95 % interval ({@link Significance#wilson}); null without a number of images
 * @param high the upper end
 */
public record Accuracy(
        double accuracy,
        @Nullable Integer images,
        @Nullable Double low,
        @Nullable Double high) {
    /** An accuracy that was measured on so many images; null or 0 where that is not known. */
    public static Accuracy of(double accuracy, @Nullable Integer images) {
        if (images == null || images == 0) {
            return new Accuracy(accuracy, null, null, null);
        }
        Significance.Interval interval = Significance.wilson((int) Math.round(accuracy * images), images);
        return new Accuracy(accuracy, images, interval.low(), interval.high());
    }
}
