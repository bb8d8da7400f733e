package org.mnist.bench;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.mnist.bench.Measurement.Run;
import org.mnist.config.Names;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.data.Split;
import org.mnist.engine.Backends;
import org.mnist.engine.Engine;
import org.mnist.engine.Engines;
import org.mnist.eval.EvalResult;
import org.mnist.model.NetworkFactory;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;
import org.mnist.train.Trainer;
import org.mnist.train.WeightAverage;

/** Trains from a seed in memory and measures it. The network is that of {@code mnist train} with the same seed. */
public final class Benchmark {
    private Benchmark() {}

    /**
     * One training, measured. The test images are scored once, after the last epoch.
     *
     * @param engines chooses what trains
     * @param listeners are told how it goes
     */
    public static Run run(TrainConfig config, Dataset dataset, Engines engines, List<TrainListener> listeners) {
        BooleanSupplier never = () -> false;
        Backends.start(config.backend(), config.threads());
        int images = Split.of(config, dataset.train().count()).train().length;
        try (Engine engine = engines.open(config, NetworkFactory.create(config), images)) {
            WeightAverage average = config.weightAverage() == 0
                    ? null
                    : new WeightAverage(
                            config.weightAverage(),
                            engine.sync(),
                            network -> engines.forInference(network, config.precision()));
            Trainer trainer = new Trainer(config, dataset.train(), engine, listeners, never, TrainState.START, average);
            trainer.train();
            TrainState state = trainer.state();
            long start = System.nanoTime();
            EvalResult test = trainer.evaluate(dataset.test());
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Run(
                    config.seed(),
                    engine.name(),
                    test.accuracy(),
                    trainer.imagesTrained() / state.earlierSeconds(),
                    test.images() / seconds,
                    state.earlierSeconds() / state.epochs());
        }
    }

    /** The measurement of a configuration, from its runs. */
    public static Measurement measurement(TrainConfig config, List<Run> runs) {
        return new Measurement(
                config.name(),
                config.architecture().parameters(),
                config.architecture().trainable(),
                runs.get(0).engine(),
                Names.of(config.precision()),
                config.batch(),
                config.epochs(),
                List.copyOf(runs));
    }
}
