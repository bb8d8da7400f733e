package org.mnist.train;

/**
 * Where training stands, beside the network itself: all that is needed to go on as if nothing had happened. The order
 * of images, the masks and the learning rate follow from the seed and these numbers.
 *
 * @param epochs whole epochs that are done
 * @param steps steps of the next epoch that are done
 * @param lossSum sum of the losses of its images so far
 * @param correct its images so far that were right
 * @param images its images so far
 * @param seconds time of its steps so far
 * @param earlierSeconds time of the steps of the whole epochs
 * @param best the best epoch so far, or null before the first has ended
 */
public record TrainState(int epochs, int steps, double lossSum, long correct, long images, double seconds, double earlierSeconds, Best best) {
    /**
     * The best epoch by validation: the highest accuracy, of equals the lowest loss. Without validation it is the
     * latest.
     *
     * @param epoch its number, from 1
     * @param valAccuracy its validation accuracy; NaN without validation
     * @param valLoss its validation loss; NaN without validation
     */
    public record Best(int epoch, double valAccuracy, double valLoss) {}

    /** Before the first step. */
    public static final TrainState START = new TrainState(0, 0, 0, 0, 0, 0, 0, null);

    /** At the end of the epoch that has come to {@code result}. */
    TrainState endOfEpoch(EpochResult result) {
        return new TrainState(epochs + 1, 0, 0, 0, 0, 0, earlierSeconds + seconds, bestWith(result));
    }

    private Best bestWith(EpochResult result) {
        boolean better = best == null
                || !result.hasValidation()
                || result.valAccuracy() > best.valAccuracy()
                || (result.valAccuracy() == best.valAccuracy() && result.valLoss() < best.valLoss());
        return better ? new Best(result.epoch(), result.valAccuracy(), result.valLoss()) : best;
    }

    TrainState plusStep(double loss, int right, int size, double stepSeconds) {
        return new TrainState(
                epochs,
                steps + 1,
                lossSum + loss * size,
                correct + right,
                images + size,
                seconds + stepSeconds,
                earlierSeconds,
                best);
    }
}
