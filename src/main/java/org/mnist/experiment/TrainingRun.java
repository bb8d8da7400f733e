package org.mnist.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.Hardware;
import org.mnist.base.Json;
import org.mnist.base.Names;
import org.mnist.base.SafeFiles;
import org.mnist.base.ShellCommand;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.data.TrainValSplit;
import org.mnist.engine.Engines;
import org.mnist.engine.Predictor;
import org.mnist.engine.TrainingEngine;
import org.mnist.eval.EvalResult;
import org.mnist.eval.Evaluator;
import org.mnist.network.Architecture;
import org.mnist.network.dl4j.Backends;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.network.dl4j.NetworkMemory;
import org.mnist.network.dl4j.NetworkSpec;
import org.mnist.network.dl4j.WeightTransfer;
import org.mnist.network.file.ModelFiles;
import org.mnist.train.EpochResult;
import org.mnist.train.ExponentialMovingAverage;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;
import org.mnist.train.Trainer;

/**
 * One training in its run folder, from the first file to the last: configuration and provenance, training with
 * checkpoints, and, once at the end, the test images.
 */
public final class TrainingRun {
    private final RunDirectory directory;
    private final TrainConfig config;
    private final Dataset dataset;
    private final List<String> arguments;
    private final Engines engines;
    private final Consumer<String> log;
    private Provenance.@Nullable Parent parent;
    private final Instant started = Instant.now();

    /**
     * A training that is about to start or go on.
     *
     * @param directory its folder, locked
     * @param config how to train
     * @param dataset what to train on
     * @param arguments the command line, for the provenance
     * @param engines chooses what trains
     * @param log gets a line for each thing a person may want to know
     */
    public TrainingRun(
            RunDirectory directory,
            TrainConfig config,
            Dataset dataset,
            List<String> arguments,
            Engines engines,
            Consumer<String> log) {
        this.directory = directory;
        this.config = config;
        this.dataset = dataset;
        this.arguments = List.copyOf(arguments);
        this.engines = engines.remembering(directory.files().layouts());
        this.log = log;
    }

    /**
     * Trains from the newest checkpoint, or from the start if there is none, and scores the test images.
     *
     * @param listeners are told how it goes, after all has been written
     * @param stop asked after every step whether to stop
     */
    public TrainingOutcome train(List<TrainListener> listeners, BooleanSupplier stop) {
        return train(listeners, stop, true);
    }

    /** Trains in the same way and leaves the test images alone, which {@link #train} scores later. */
    public TrainingOutcome trainOnly(List<TrainListener> listeners, BooleanSupplier stop) {
        return train(listeners, stop, false);
    }

    private TrainingOutcome train(List<TrainListener> listeners, BooleanSupplier stop, boolean score) {
        RunFiles files = directory.files();
        RunIdentity identity = RunIdentity.of(config, dataset);
        Optional<Checkpoints.Saved> saved = files.checkpoints().newest(log);
        saved.ifPresentOrElse(
                checkpoint -> {
                    identity.requireSame(checkpoint.state().identity(), config, files);
                    bringBackBest(checkpoint);
                },
                this::requireNothingToLose);
        SafeFiles.write(files.config(), ConfigLoader.print(config));
        NetworkSpec spec = NetworkSpec.of(config);
        Supplier<MultiLayerNetwork> network =
                () -> saved.map(checkpoint -> checkpoint.network(spec)).orElseGet(this::fresh);
        TrainState from = saved.map(checkpoint -> checkpoint.state().train()).orElse(TrainState.START);
        int images = TrainValSplit.sizes(config, dataset.train().count()).train();
        try (TrainingEngine engine = engines.training(config, network, from.averages(), images)) {
            Optional<ExponentialMovingAverage> average = ExponentialMovingAverage.of(
                    config,
                    from.averages(),
                    () -> saved.map(checkpoint -> checkpoint.parameters(spec)).orElseGet(engine::parameters));
            MetricsCsv metrics = files.metrics();
            metrics.write(from);
            if (saved.isPresent()) {
                lookBack(engine);
            }
            Provenance provenance = provenance(engine);
            write(provenance);
            List<TrainListener> all = new ArrayList<>(List.of(
                    new StayInPlace(directory),
                    metrics,
                    new CheckpointListener(files, engine, average, identity, config.task())));
            all.addAll(listeners);
            Trainer trainer = new Trainer(config, dataset.train(), engine, all, stop, from, average);
            Trainer.End end = trainer.train();
            if (end == Trainer.End.STOPPED) {
                return new TrainingOutcome.Stopped(files);
            }
            if (!score) {
                return new TrainingOutcome.Trained(files, trainer.state());
            }
            directory.requireInPlace();
            RunResult result = score(engine, trainer, end);
            directory.requireInPlace();
            write(provenance(engine)); // the test images have been read as well
            files.deleteReport(); // it is of an earlier end
            SafeFiles.write(files.result(), Json.document(result) + "\n");
            return new TrainingOutcome.Finished(result);
        }
    }

    /** Refuses, before every save, to go on in another folder than the run began in. */
    private record StayInPlace(RunDirectory directory) implements TrainListener {
        @Override
        public void onEpoch(EpochResult result, TrainState state) {
            directory.requireInPlace();
        }

        @Override
        public void onStop(TrainState state) {
            directory.requireInPlace();
        }
    }

    /** Makes the model of the best epoch again where a kill came before it, or somebody has deleted it. */
    private void bringBackBest(Checkpoints.Saved newest) {
        RunFiles files = directory.files();
        TrainState train = newest.state().train();
        if (newest.isBest()) {
            files.keepBest(newest);
        } else if (train.epochs() > 0 && !Files.exists(files.best())) {
            int best = train.best().epoch();
            files.keepBest(files.checkpoints()
                    .ofEpoch(best)
                    .orElseThrow(() -> new Failure(
                            Failure.Kind.BAD_INPUT,
                            files.best() + " is gone, and so is the checkpoint of its epoch, " + best
                                    + "; bring one of them back, or start a new run")));
        }
    }

    /** Refuses to begin anew over the models and figures of a run whose checkpoints are gone. */
    private void requireNothingToLose() {
        RunFiles files = directory.files();
        for (Path file : List.of(files.best(), files.last(), files.result())) {
            if (Files.exists(file)) {
                throw new Failure(
                        Failure.Kind.BAD_INPUT,
                        files.path() + " has no checkpoint to go on from, and to begin anew would write over " + file
                                + "; bring a checkpoint back, or go on from the model in a new run: "
                                + ShellCommand.of(List.of(
                                        "train",
                                        "--config",
                                        files.config().toString(),
                                        "--init",
                                        files.path().toString())));
            }
        }
    }

    /** The network at the start of training: drawn by the seed, and taken over from another where one is named. */
    private MultiLayerNetwork fresh() {
        MultiLayerNetwork network = NetworkFactory.create(config);
        if (!config.init().isEmpty()) {
            SavedModel model = SavedModel.find(Path.of(config.init()), log);
            try (ModelFiles.Model source = model.read()) {
                WeightTransfer transfer = transfer(config, model, source);
                transfer.apply(network, source.network());
                parent = Provenance.Parent.of(model.file(), transfer);
            }
            log.accept(parent.words());
        }
        return network;
    }

    /** Builds the network that a training would start from, as a trial: what cannot be done shows here. */
    public static void tryToBuild(TrainConfig config) {
        NetworkMemory.release(NetworkFactory.create(config));
    }

    /**
     * Refuses to start from a model that does not fit.
     *
     * @param log gets a line for each file of the model's run that a newer program wrote
     * @throws Failure of kind NOT_FOUND if there is none, BAD_INPUT if it is not sound, USAGE if it does not fit
     */
    public static void requireInit(TrainConfig config, Consumer<String> log) {
        if (!config.init().isEmpty()) {
            SavedModel model = SavedModel.find(Path.of(config.init()), log);
            try (ModelFiles.Model source = model.read()) {
                transfer(config, model, source);
            }
        }
    }

    private static WeightTransfer transfer(TrainConfig config, SavedModel model, ModelFiles.Model source) {
        WeightTransfer transfer = new WeightTransfer(
                config.architecture(),
                source.architecture(),
                source.task().classes().equals(config.task().classes()));
        try {
            transfer.require(config.freeze());
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.USAGE, "--init " + model.file() + ": " + Failure.message(e), e);
        }
        return transfer;
    }

    /** Reads what the provenance of the run tells; one that goes on elsewhere is not the undisturbed run to the last bit. */
    private void lookBack(TrainingEngine engine) {
        RunFiles files = directory.files();
        if (!Files.exists(files.provenance())) {
            return;
        }
        Provenance before;
        try {
            before = files.readProvenance();
        } catch (Failure e) {
            log.accept(e.getMessage() + "; it is written anew");
            return;
        }
        requireSameTest(before);
        parent = before.parent();
        List<String> changes = provenance(engine).changesSince(before);
        if (!changes.isEmpty()) {
            log.accept("not as before the stop: " + String.join("; ", changes)
                    + "; so the last bits of the weights may differ from an undisturbed run's");
        }
    }

    /** The test images are the same as when the run began, where that had read them. */
    private void requireSameTest(Provenance before) {
        boolean read = !before.data().keySet().equals(dataset.trainHashes().keySet());
        if (read && !before.data().values().containsAll(dataset.testHashes().values())) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "the run began with other test images than " + dataset.name()
                            + " has now; bring the old ones back or start a new run");
        }
    }

    private Provenance provenance(Predictor engine) {
        return Provenance.of(
                engine.name(),
                Names.of(config.backend()),
                Backends.threads(config.threads()),
                dataset.hashes(),
                parent,
                arguments,
                started);
    }

    private void write(Provenance provenance) {
        SafeFiles.write(directory.files().provenance(), Json.document(provenance) + "\n");
    }

    /** The one time that the test images are looked at. */
    private RunResult score(TrainingEngine engine, Trainer trainer, Trainer.End end) {
        TrainState state = trainer.state();
        log.accept("scoring the test images");
        copyLast();
        long start = System.nanoTime();
        EvalResult last = trainer.evaluate(dataset.test());
        double seconds = (System.nanoTime() - start) / 1e9;
        Best best = state.best().epoch() == state.epochs() ? new Best(last, trainer.contradicted()) : scoreBest();
        Architecture architecture = config.architecture();
        return new RunResult(
                config.name(),
                dataset.name(),
                dataset.isSample(),
                config.seed(),
                Names.of(end),
                state.epochs(),
                architecture.parameters(),
                architecture.trainable(),
                TrainValSplit.sizes(config, dataset.train().count()).validation(),
                new RunResult.Scored(
                        state.best().epoch(),
                        orNull(state.best().valAccuracy()),
                        orNull(state.best().valLoss()),
                        RunResult.Test.of(best.test(), config.task())),
                new RunResult.Scored(
                        state.epochs(),
                        orNull(state.last().valAccuracy()),
                        orNull(state.last().valLoss()),
                        RunResult.Test.of(last, config.task())),
                best.test().mistakes().stream().limit(RunResult.MISTAKES).toList(),
                best.test().wrong(),
                Diagnosis.of(best.test(), best.contradicted()),
                state.earlierSeconds(),
                trainer.imagesTrained() / state.earlierSeconds(),
                trainer.waitingShare(),
                last.images() / seconds,
                engine.name(),
                Hardware.summary(),
                directory.files().path().toString());
    }

    /** The best epoch's model on the test images, and its mistakes on those held out. */
    private record Best(EvalResult test, List<EvalResult.Mistake> contradicted) {}

    private Best scoreBest() {
        Path best = directory.files().best();
        try (Predictor predictor = new DistributionsOnly(
                engines.predictor(config.compute(), () -> ModelFiles.load(best, NetworkSpec.of(config), false)),
                best)) {
            return new Best(
                    Evaluator.evaluate(predictor, dataset.test()),
                    Trainer.contradicted(predictor, dataset.train(), TrainValSplit.of(config, dataset.train())));
        }
    }

    private void copyLast() {
        Checkpoints.Saved newest =
                directory.files().checkpoints().newest(log).orElseThrow(); // the last epoch has just been saved
        SafeFiles.copy(newest.result(), directory.files().last());
    }

    /** The figures of a run of which all is there but, maybe, its report; empty if it has not ended, or is to go on. */
    public static Optional<RunResult> finished(RunFiles files, TrainConfig config) {
        try {
            return files.ended(config).filter(result -> files.areComplete(result.epochs()));
        } catch (Failure e) {
            return Optional.empty(); // something is damaged; the checkpoints lead to it again
        }
    }

    private static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : (Double) value;
    }
}
