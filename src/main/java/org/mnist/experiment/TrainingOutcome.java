package org.mnist.experiment;

import org.mnist.train.TrainState;

/** The end of a training: all is done and scored, or done and not to be scored, or it was asked to stop and has saved where it stands. */
public sealed interface TrainingOutcome {
    /**
     * A training that is done.
     *
     * @param result its figures
     */
    record Finished(RunResult result) implements TrainingOutcome {}

    /**
     * A training of which all epochs are done, and which has not seen the test images; {@code mnist train --resume} scores it.
     *
     * @param files the run folder
     * @param state what its epochs came to
     */
    record Trained(RunFiles files, TrainState state) implements TrainingOutcome {}

    /**
     * A training that was asked to stop; {@code mnist train --resume} goes on with it.
     *
     * @param files the run folder
     */
    record Stopped(RunFiles files) implements TrainingOutcome {}
}
