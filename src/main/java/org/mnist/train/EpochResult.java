package org.mnist.train;

/**
 * The figures of one epoch.
 *
 * @param epoch its number, from 1
 * @param trainLoss mean cross-entropy over the training images, each as it was in its step
 * @param trainAccuracy share of training images that were right in their step; 0 to 1
 * @param valLoss mean cross-entropy over the validation images after the epoch; NaN without validation
 * @param valAccuracy share of validation images that are right after the epoch; NaN without validation
 * @param learningRate the rate of the last step
 * @param seconds time of the training steps, validation not counted
 * @param imagesPerSecond training images divided by that time
 */
public record EpochResult(
        int epoch,
        double trainLoss,
        double trainAccuracy,
        double valLoss,
        double valAccuracy,
        double learningRate,
        double seconds,
        double imagesPerSecond) {
    /** Whether it did better on the validation images than an earlier one; without validation, the later is better. */
    boolean isBetterThan(EpochResult earlier) {
        return !hasValidation()
                || valAccuracy > earlier.valAccuracy
                || (valAccuracy == earlier.valAccuracy && valLoss < earlier.valLoss);
    }

    /** Whether there were validation images. */
    public boolean hasValidation() {
        return !Double.isNaN(valAccuracy);
    }
}
