package org.mnist.track;

import org.mnist.experiment.RunResult;
import org.mnist.train.TrainListener;

/**
 * A tracker: an account of one run in the form of some other program. It is called in the training thread, as every
 * {@link TrainListener} is and after all that the run itself saves, so it must be quick. It touches the run folder from
 * {@link TrainListener#onStart} on, and not before.
 */
public interface Tracker extends TrainListener, AutoCloseable {
    /** When the test images have been scored. */
    default void onResult(RunResult result) {}

    /** When all is done: pictures and page of the run are there, unless nobody wanted them. */
    default void onFinished() {}

    /** When the command ends, whether the run has finished, was stopped or has failed. */
    @Override
    default void close() {}
}
