package org.mnist.train;

import java.util.ArrayList;
import java.util.List;
import org.mnist.base.Check;
import org.mnist.engine.RunningAverage;
import org.mnist.engine.StepResult;

/**
 * Where training stands, beside the network itself: all that is needed to go on as if nothing had happened. The order
 * of images, the masks and the learning rate follow from the seed and these numbers.
 *
 * @param history what each whole epoch came to
 * @param steps steps of the next epoch that are done
 * @param lossSum sum of the losses of its images so far
 * @param correct its images so far that were right
 * @param images its images so far
 * @param seconds time of its steps so far
 * @param averages how the running averages began, those of batch norms and that of the weights
 */
public record TrainState(
        List<EpochResult> history,
        int steps,
        double lossSum,
        long correct,
        long images,
        double seconds,
        RunningAverage averages) {
    /** Before the first step. */
    public static final TrainState START = of(List.of());

    /** The state of a training whose running averages began as those of every new one do. */
    public TrainState(List<EpochResult> history, int steps, double lossSum, long correct, long images, double seconds) {
        this(history, steps, lossSum, correct, images, seconds, RunningAverage.PLAIN_FIRST);
    }

    /** The state behind these epochs, of which no more is known. */
    public static TrainState of(List<EpochResult> history) {
        return new TrainState(history, 0, 0, 0, 0, 0);
    }

    /** Checks that the epochs are numbered as they came, and that the sums of the next one can be. */
    public TrainState {
        history = List.copyOf(history);
        Check.that(steps >= 0 && steps <= images, steps + " steps cannot have seen " + images + " images");
        Check.that(correct >= 0 && correct <= images, correct + " of " + images + " images cannot be right");
        Check.finite("the sum of the losses", lossSum);
        Check.finite("the time of the steps", seconds);
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i).epoch() != i + 1) {
                throw new IllegalArgumentException("epoch " + history.get(i).epoch() + " stands in place " + (i + 1));
            }
        }
    }

    /** How many whole epochs are done. */
    public int epochs() {
        return history.size();
    }

    /**
     * The last whole epoch.
     *
     * @throws IllegalStateException before the first has ended
     */
    public EpochResult last() {
        requireEpoch();
        return history.get(history.size() - 1);
    }

    /**
     * The best epoch so far by validation: the highest accuracy, of equals the lowest loss, of equals the first; without
     * validation the latest.
     *
     * @throws IllegalStateException before the first has ended
     */
    public EpochResult best() {
        requireEpoch();
        EpochResult best = history.get(0);
        for (EpochResult epoch : history) {
            best = epoch.isBetterThan(best) ? epoch : best;
        }
        return best;
    }

    /**
     * Whether validation has not got better for as many epochs as there is patience for.
     *
     * @param patience how many; 0 has no end
     */
    public boolean isOutOfPatience(int patience) {
        return patience > 0 && epochs() > 0 && epochs() - best().epoch() >= patience;
    }

    private void requireEpoch() {
        if (history.isEmpty()) {
            throw new IllegalStateException("no epoch has ended yet");
        }
    }

    /** Time of the steps of the whole epochs. */
    public double earlierSeconds() {
        return history.stream().mapToDouble(EpochResult::seconds).sum();
    }

    /** At the end of the epoch that has come to {@code result}. */
    TrainState endOfEpoch(EpochResult result) {
        List<EpochResult> longer = new ArrayList<>(history);
        longer.add(result);
        return new TrainState(longer, 0, 0, 0, 0, 0, averages);
    }

    /** After one more step, over {@code size} images. */
    TrainState plusStep(StepResult step, int size, double stepSeconds) {
        return new TrainState(
                history,
                steps + 1,
                lossSum + step.loss() * size,
                correct + step.correct(),
                images + size,
                seconds + stepSeconds,
                averages);
    }
}
