package org.mnist.experiment;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.base.Hashes;
import org.mnist.base.Names;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.data.TrainValSplit;
import org.mnist.engine.Backends;
import org.mnist.engine.Engine;
import org.mnist.engine.Engines;
import org.mnist.eval.EvalResult;
import org.mnist.eval.Evaluator;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.network.dl4j.NetworkMemory;
import org.mnist.train.EpochResult;
import org.mnist.train.ExponentialMovingAverage;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;
import org.mnist.train.Trainer;

/** Trains from a seed in memory and measures it. The network is that of {@code mnist train} with the same seed. */
public final class Benchmark {
    private final Dataset dataset;
    private final Engines engines;
    private final double untilAccuracy;

    /**
     * A benchmark.
     *
     * @param dataset what to train on
     * @param engines chooses what trains
     * @param untilAccuracy validation accuracy, 0 to 1, at which a training ends early; 0: it never does
     */
    public Benchmark(Dataset dataset, Engines engines, double untilAccuracy) {
        this.dataset = dataset;
        this.engines = engines;
        this.untilAccuracy = untilAccuracy;
    }

    /** Keeps the weights of the best epoch, and sees when the accuracy is reached. */
    private final class Watcher implements TrainListener {
        private final Engine engine;
        private final ExponentialMovingAverage average;
        private MultiLayerNetwork best;
        private boolean reached;

        Watcher(Engine engine, ExponentialMovingAverage average) {
            this.engine = engine;
            this.average = average;
        }

        @Override
        public void onEpoch(EpochResult result, TrainState state) {
            if (state.best().epoch() == result.epoch()) {
                MultiLayerNetwork trained = engine.sync();
                if (best != null) {
                    NetworkMemory.release(best);
                }
                best = average == null
                        ? NetworkFactory.withParameters(trained, trained.params())
                        : average.network(trained);
            }
            reached = untilAccuracy > 0 && result.hasValidation() && result.valAccuracy() >= untilAccuracy;
        }
    }

    /**
     * One training, measured. The test images are scored after the last epoch, by the last weights and by those that
     * validation chose.
     *
     * @param listeners are told how it goes
     */
    public Measurement.Run run(TrainConfig config, List<TrainListener> listeners) {
        long begun = System.nanoTime();
        Backends.start(config.backend(), config.threads());
        int images = TrainValSplit.of(config, dataset.train().count()).train().length;
        try (Engine engine = engines.open(config, NetworkFactory.create(config), images)) {
            ExponentialMovingAverage average = ExponentialMovingAverage.of(config, engine.sync(), engines);
            Watcher watcher = new Watcher(engine, average);
            List<TrainListener> all = new ArrayList<>(List.of(watcher));
            all.addAll(listeners);
            Trainer trainer =
                    new Trainer(config, dataset.train(), engine, all, () -> watcher.reached, TrainState.START, average);
            double startSeconds = (System.nanoTime() - begun) / 1e9;
            trainer.train();
            TrainState state = trainer.state();
            long start = System.nanoTime();
            EvalResult last = trainer.evaluate(dataset.test());
            double seconds = (System.nanoTime() - start) / 1e9;
            boolean lastIsBest = state.best().epoch() == state.epochs();
            return new Measurement.Run(
                    config.seed(),
                    engine.name(),
                    last.accuracy(),
                    lastIsBest ? last.accuracy() : score(config, watcher.best),
                    Double.isNaN(state.best().valAccuracy())
                            ? null
                            : (Double) state.best().valAccuracy(),
                    state.best().epoch(),
                    state.epochs(),
                    trainer.imagesTrained() / state.earlierSeconds(),
                    last.images() / seconds,
                    state.earlierSeconds(),
                    startSeconds,
                    watcher.reached ? (Double) state.earlierSeconds() : null);
        }
    }

    private double score(TrainConfig config, MultiLayerNetwork network) {
        try (Engine engine = engines.forInference(network, config.precision(), config.threads())) {
            return Evaluator.evaluate(engine, dataset.test()).accuracy();
        }
    }

    /** What identifies a configuration whatever its seed. */
    public static String hash(TrainConfig config) {
        return Hashes.sha256(ConfigLoader.print(config.withSeed(0)));
    }

    /** The measurement of a configuration, from its runs. */
    public Measurement measurement(TrainConfig config, List<Measurement.Run> runs) {
        return new Measurement(
                config.name(),
                hash(config),
                config.architecture().parameters(),
                config.architecture().trainable(),
                runs.get(0).engine(),
                Names.of(config.precision()),
                config.batch(),
                config.epochs(),
                TrainValSplit.of(config, dataset.train().count()).validation().length,
                config.published() == null ? null : (Double) config.published().accuracy(),
                List.copyOf(runs));
    }
}
