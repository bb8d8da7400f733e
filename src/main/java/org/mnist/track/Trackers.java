package org.mnist.track;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mnist.experiment.RunResult;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

/**
 * Several trackers as one, told in their order.
 *
 * @param all the trackers
 */
public record Trackers(List<Tracker> all) implements Tracker {
    /** Trackers of these kinds for a run. */
    public static Trackers open(Collection<TrackerKind> kinds, TrackedRun run) {
        return new Trackers(kinds.stream().map(kind -> kind.open(run)).toList());
    }

    @Override
    public void onStart(TrainState from, Supplier<float[]> weights) {
        all.forEach(tracker -> tracker.onStart(from, weights));
    }

    @Override
    public void onStep(TrainState state, int stepsPerEpoch) {
        all.forEach(tracker -> tracker.onStep(state, stepsPerEpoch));
    }

    @Override
    public void onEpoch(EpochResult result, TrainState state) {
        all.forEach(tracker -> tracker.onEpoch(result, state));
    }

    @Override
    public boolean stopsTraining() {
        return all.stream().anyMatch(Tracker::stopsTraining);
    }

    @Override
    public void onStop(TrainState state) {
        all.forEach(tracker -> tracker.onStop(state));
    }

    @Override
    public void onResult(RunResult result) {
        all.forEach(tracker -> tracker.onResult(result));
    }

    @Override
    public void onFinished() {
        all.forEach(Tracker::onFinished);
    }

    /** Closes all of them, whatever becomes of one; the first failure is thrown then. */
    @Override
    public void close() {
        @Nullable RuntimeException first = null;
        for (Tracker tracker : all) {
            try {
                tracker.close();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
