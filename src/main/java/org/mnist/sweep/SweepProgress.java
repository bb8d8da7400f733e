package org.mnist.sweep;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.experiment.RunFiles;
import org.mnist.train.EpochResult;

/** Somebody who is told how a sweep goes. */
public interface SweepProgress {
    /**
     * A training that runs.
     *
     * @param epochs how many epochs are done
     * @param last the last of them; null before the first
     */
    record Running(Trial trial, int epochs, @Nullable EpochResult last) {
        /** The training as its run folder tells of it. */
        static Running of(Trial trial, Path run) {
            try {
                List<EpochResult> history =
                        new RunFiles(run, line -> {}).metrics().read();
                return history.isEmpty()
                        ? new Running(trial, 0, null)
                        : new Running(trial, history.size(), history.get(history.size() - 1));
            } catch (Failure e) {
                return new Running(trial, 0, null); // it has only begun
            }
        }

        /** The share of its epochs that is done, 0 to 1. */
        double share() {
            return (double) epochs / trial.candidate().config().epochs();
        }
    }

    /**
     * Where a sweep stands.
     *
     * @param failed how many have failed
     * @param running those that run
     * @param secondsLeft how long it will go on, as far as can be told
     */
    record Status(int failed, List<Running> running, double secondsLeft) {}

    /**
     * Several trainings are about to run.
     *
     * @param ended how many of all have ended before
     * @param planned how many there are in all
     * @param best the configuration whose trainings are to be scored on the test images; empty if they are to be trained
     */
    void begin(int ended, int planned, Optional<String> best);

    /**
     * A training has started.
     *
     * @param again whether its process was killed, and it goes on
     */
    void started(Trial trial, boolean again);

    /** A training has ended well. */
    void finished(TrialResult result);

    /** A training has failed. */
    void failed(SweepResult.Failed failed);

    /** Some time has passed. */
    void show(Status status);

    /** The last of several trainings has ended. */
    void close();
}
