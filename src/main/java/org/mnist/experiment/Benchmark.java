package org.mnist.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.mnist.base.Names;
import org.mnist.base.SafeFiles;
import org.mnist.config.ConfigIdentity;
import org.mnist.config.Published;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.data.TrainValSplit;
import org.mnist.engine.Engines;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;

/** A series of trainings that are measured. Each is an ordinary run in a folder, kept or, if nobody asks for it, deleted. */
public final class Benchmark {
    private final Dataset dataset;
    private final List<String> arguments;
    private final Engines engines;
    private final Optional<Path> keep;
    private final double untilAccuracy;
    private final Consumer<String> log;

    /**
     * A benchmark.
     *
     * @param dataset what to train on
     * @param arguments the command line, for the provenance
     * @param engines chooses what trains
     * @param keep which the run folders lie in; where there is none they are deleted when they have been measured
     * @param untilAccuracy validation accuracy, 0 to 1, at which a training ends early; 0: it never does
     * @param log gets a line for each thing a person may want to know of runs that are kept
     */
    public Benchmark(
            Dataset dataset,
            List<String> arguments,
            Engines engines,
            Optional<Path> keep,
            double untilAccuracy,
            Consumer<String> log) {
        this.dataset = dataset;
        this.arguments = List.copyOf(arguments);
        this.engines = engines;
        this.keep = keep;
        this.untilAccuracy = untilAccuracy;
        this.log = log;
    }

    /** A stopwatch for the start of a training, which ends it at the accuracy that was asked for. */
    private final class Stopwatch implements TrainListener {
        private final long begun = System.nanoTime();
        private double startSeconds = Double.NaN;
        private boolean reached;

        @Override
        public void onStep(TrainState state, int stepsPerEpoch) {
            if (Double.isNaN(startSeconds)) {
                startSeconds = (System.nanoTime() - begun) / 1e9 - state.seconds();
            }
        }

        @Override
        public void onEpoch(EpochResult result, TrainState state) {
            reached = untilAccuracy > 0 && result.hasValidation() && result.valAccuracy() >= untilAccuracy;
        }

        @Override
        public boolean stopsTraining() {
            return reached;
        }
    }

    /**
     * One training, measured; a run that is kept and has ended is read instead.
     *
     * @param listeners are told how it goes
     * @param stop asked after every step whether to stop
     * @return the figures; empty if it was asked to stop
     */
    public Optional<Measurement.Run> run(TrainConfig config, List<TrainListener> listeners, BooleanSupplier stop) {
        if (keep.isPresent()) {
            return outcome(keep.get(), log, config, listeners, stop).map(Measurement.Run::of);
        }
        Path folder = temporary();
        try {
            Stopwatch watch = new Stopwatch();
            List<TrainListener> all = new ArrayList<>(listeners);
            all.add(watch);
            return outcome(folder, line -> {}, config, all, stop)
                    .map(result -> Measurement.Run.of(result).timed(watch.startSeconds, watch.reached));
        } finally {
            SafeFiles.deleteQuietly(folder);
        }
    }

    private Optional<RunResult> outcome(
            Path folder,
            Consumer<String> log,
            TrainConfig config,
            List<TrainListener> listeners,
            BooleanSupplier stop) {
        TrainingOutcome outcome =
                new RunCollection(folder, dataset, arguments, engines, log).run(config, listeners, stop);
        return outcome instanceof TrainingOutcome.Finished finished ? Optional.of(finished.result()) : Optional.empty();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("mnist-bench-");
        } catch (IOException e) {
            throw SafeFiles.failure(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    /** A report that has no measurements yet. */
    public BenchmarkReport report() {
        return BenchmarkReport.start(dataset, arguments);
    }

    /** The report with what has run a training among its makers: a run that was kept may be an earlier program's. */
    public BenchmarkReport madeBy(TrainConfig config, BenchmarkReport report) {
        return keep.map(folder -> new RunFiles(RunCollection.folder(folder, config), log).readProvenance())
                .map(report::madeBy)
                .orElseGet(report::madeHere);
    }

    /** The hash that a configuration has whatever its seed. */
    public static String hash(TrainConfig config) {
        return ConfigIdentity.sha256(config, "seed");
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
                TrainValSplit.sizes(config, dataset.train().count()).validation(),
                config.reported().map(Published::share).orElse(null),
                List.copyOf(runs));
    }
}
