package org.mnist.run;

import java.util.List;
import org.mnist.engine.Engine;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;

/** Saves a checkpoint after every epoch and when training is stopped, and the best epoch's model beside them. */
public final class CheckpointListener implements TrainListener {
    private final RunDirectory run;
    private final Engine engine;
    private final long seed;
    private double learningRate;

    /** Saves what {@code engine} trains into {@code run}. */
    public CheckpointListener(RunDirectory run, Engine engine, long seed) {
        this.run = run;
        this.engine = engine;
        this.seed = seed;
    }

    @Override
    public void onEpoch(EpochResult result, TrainState state) {
        learningRate = result.learningRate();
        boolean best = state.best().epoch() == result.epoch();
        run.files()
                .checkpoints()
                .save(
                        engine.sync(),
                        state,
                        seed,
                        learningRate,
                        best ? List.of(run.files().best()) : List.of());
    }

    @Override
    public void onStop(TrainState state) {
        run.files().checkpoints().save(engine.sync(), state, seed, learningRate, List.of());
    }
}
