package org.mnist.experiment;

/** The end of a training: all is done and scored, or it was asked to stop and has saved where it stands. */
public sealed interface TrainingOutcome {
    /**
     * A training that is done.
     *
     * @param result its figures
     */
    record Finished(RunResult result) implements TrainingOutcome {}

    /**
     * A training that was asked to stop; {@code mnist train --resume} goes on with it.
     *
     * @param files the run folder
     */
    record Stopped(RunFiles files) implements TrainingOutcome {}
}
