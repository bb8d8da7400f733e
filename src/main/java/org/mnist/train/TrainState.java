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
 * @param best the best epoch so far by validation: the highest accuracy, of equals the lowest loss; without validation
 *     the latest. Null before the first has ended
 * @param last the last whole epoch, or null before the first has ended
 */
public record TrainState(
        int epochs,
        int steps,
        double lossSum,
        long correct,
        long images,
        double seconds,
        double earlierSeconds,
        Scored best,
        Scored last) {
    /**
     * An epoch and how it did on the validation images.
     *
     * @param epoch its number, from 1
     * @param valAccuracy its validation accuracy; NaN without validation
     * @param valLoss its validation loss; NaN without validation
     */
    public record Scored(int epoch, double valAccuracy, double valLoss) {}

    /** Before the first step. */
    public static final TrainState START = new TrainState(0, 0, 0, 0, 0, 0, 0, null, null);

    /** At the end of the epoch that has come to {@code result}. */
    TrainState endOfEpoch(EpochResult result) {
        Scored scored = new Scored(result.epoch(), result.valAccuracy(), result.valLoss());
        boolean better = best == null
                || !result.hasValidation()
                || scored.valAccuracy() > best.valAccuracy()
                || (scored.valAccuracy() == best.valAccuracy() && scored.valLoss() < best.valLoss());
        return new TrainState(epochs + 1, 0, 0, 0, 0, 0, earlierSeconds + seconds, better ? scored : best, scored);
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
                best,
                last);
    }
}
