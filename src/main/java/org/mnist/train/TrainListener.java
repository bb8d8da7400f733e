package org.mnist.train;

import java.util.function.Supplier;

/** A listener that is told how training goes. Listeners are called in the training thread, in the order in which they were given. */
public interface TrainListener {
    /**
     * Before the first step of this process.
     *
     * @param from where training stands: at its start, or where an earlier process has left it
     * @param weights gives, whenever a listener is called, the parameters that count, averaged or not, in DL4J's order: a copy
     */
    default void onStart(TrainState from, Supplier<float[]> weights) {}

    /**
     * After every step.
     *
     * @param state where training stands
     * @param stepsPerEpoch steps of an epoch
     */
    default void onStep(TrainState state, int stepsPerEpoch) {}

    /**
     * After every epoch and its validation.
     *
     * @param result what it came to
     * @param state where training stands; {@code state.best().epoch()} is this epoch if it is the best so far
     */
    default void onEpoch(EpochResult result, TrainState state) {}

    /** Whether training has reached what this listener waits for, and may end after the epoch that was done. */
    default boolean stopsTraining() {
        return false;
    }

    /** When training was asked to stop before its end. */
    default void onStop(TrainState state) {}
}
