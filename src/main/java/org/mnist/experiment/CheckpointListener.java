package org.mnist.experiment;

import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.base.Failure;
import org.mnist.engine.TrainingEngine;
import org.mnist.network.Task;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.network.dl4j.NetworkMemory;
import org.mnist.train.EpochResult;
import org.mnist.train.ExponentialMovingAverage;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;

/** Saves a checkpoint after every epoch and when training is stopped, and the best epoch's model beside them. */
public final class CheckpointListener implements TrainListener {
    private final RunFiles files;
    private final TrainingEngine engine;
    private final Optional<ExponentialMovingAverage> average;
    private final RunIdentity identity;
    private final Task task;

    /** A listener that saves what {@code engine} trains, and its average where there is one, into a run folder. */
    CheckpointListener(
            RunFiles files,
            TrainingEngine engine,
            Optional<ExponentialMovingAverage> average,
            RunIdentity identity,
            Task task) {
        this.average = average;
        this.files = files;
        this.engine = engine;
        this.identity = identity;
        this.task = task;
    }

    @Override
    public void onEpoch(EpochResult result, TrainState state) {
        files.keepBest(save(state)); // only now: without a checkpoint of it a best model would have come from nowhere
    }

    @Override
    public void onStop(TrainState state) {
        save(state);
    }

    private Checkpoints.Saved save(TrainState state) {
        MultiLayerNetwork network = engine.network();
        // The last step may have gone astray without a loss that shows it; such weights are never saved.
        if (!Double.isFinite(network.params().sumNumber().doubleValue())) {
            throw new Failure(
                    Failure.Kind.DIVERGED,
                    "training diverged: after epoch " + state.epochs()
                            + " there are weights that are not finite numbers; a lower learning rate (`--lr`) may help");
        }
        Optional<MultiLayerNetwork> averaged =
                average.map(weights -> NetworkFactory.withParameters(network, weights.parameters()));
        try {
            return files.checkpoints().save(network, task, averaged, state, identity);
        } finally {
            averaged.ifPresent(NetworkMemory::release);
        }
    }
}
