package org.mnist.experiment;

import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.base.Failure;
import org.mnist.engine.Engine;
import org.mnist.network.dl4j.NetworkMemory;
import org.mnist.train.EpochResult;
import org.mnist.train.ExponentialMovingAverage;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;

/** Saves a checkpoint after every epoch and when training is stopped, and the best epoch's model beside them. */
public final class CheckpointListener implements TrainListener {
    private final RunFiles files;
    private final Engine engine;
    private final ExponentialMovingAverage average;
    private final RunIdentity identity;

    /** Saves what {@code engine} trains, and its average if that is not null, into a run folder. */
    CheckpointListener(RunFiles files, Engine engine, ExponentialMovingAverage average, RunIdentity identity) {
        this.average = average;
        this.files = files;
        this.engine = engine;
        this.identity = identity;
    }

    @Override
    public void onEpoch(EpochResult result, TrainState state) {
        boolean best = state.best().epoch() == result.epoch();
        save(state, best ? List.of(files.best()) : List.of());
    }

    @Override
    public void onStop(TrainState state) {
        save(state, List.of());
    }

    private void save(TrainState state, List<Path> also) {
        MultiLayerNetwork network = engine.sync();
        // The last step may have gone astray without a loss that shows it; such weights are never saved.
        if (!Double.isFinite(network.params().sumNumber().doubleValue())) {
            throw new Failure(
                    Failure.Kind.DIVERGED,
                    "training diverged: after epoch " + state.epochs()
                            + " there are weights that are not finite numbers; a lower learning rate (`--lr`) may help");
        }
        MultiLayerNetwork averaged = average == null ? null : average.network(network);
        files.checkpoints().save(network, averaged, state, identity, also);
        if (averaged != null) {
            NetworkMemory.release(averaged);
        }
    }
}
