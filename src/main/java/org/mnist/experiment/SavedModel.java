package org.mnist.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mnist.base.Failure;
import org.mnist.base.Hashes;
import org.mnist.base.Json;
import org.mnist.base.SafeFiles;
import org.mnist.config.ComputeSettings;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.engine.Engines;
import org.mnist.engine.Predictor;
import org.mnist.network.dl4j.Backends;
import org.mnist.network.dl4j.FirstLayer;
import org.mnist.network.dl4j.NetworkSpec;
import org.mnist.network.file.ModelFiles;

/**
 * A trained model that a person named: a run folder, whose best model it is, or a model file.
 *
 * @param file the model file
 * @param config the run's configuration, or null where there is none
 */
public record SavedModel(Path file, TrainConfig config) {
    /**
     * The model in a run folder, or a model file.
     *
     * @param warn gets a line if a newer program wrote the run's configuration
     * @throws Failure of kind NOT_FOUND if there is none
     */
    public static SavedModel find(Path named, Consumer<String> warn) {
        if (!Files.isDirectory(named)) {
            return new SavedModel(named, null);
        }
        RunFiles files = new RunFiles(named, warn);
        if (!Files.exists(files.best())) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    named + " has no best.zip; name a run folder with at least one whole epoch, or a model file");
        }
        return new SavedModel(files.best(), Files.exists(files.config()) ? files.readConfig() : null);
    }

    /** The data set it was trained on, or {@code mnist} where that is not known. */
    public String data() {
        return config == null ? "mnist" : config.data();
    }

    /** The validation accuracy of the epoch that was chosen; empty where the run has not ended or held no images out. */
    public Optional<Double> valAccuracy() {
        return Optional.ofNullable(config)
                .flatMap(known ->
                        TrainingRun.finished(new RunFiles(file.toAbsolutePath().getParent()), known))
                .map(result -> result.best().valAccuracy());
    }

    /**
     * Where the model comes from, as text by name: the SHA-256 of its file and, of a run, its architecture, configuration,
     * provenance and, if it has ended, accuracies.
     *
     * @param warn gets a line for each file of the run that is damaged, missing or newer, and so left out in whole or in part
     */
    public Map<String, String> origin(Consumer<String> warn) {
        Map<String, String> origin = new LinkedHashMap<>();
        try {
            origin.put("sha256", Hashes.sha256(file));
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
        if (config == null) {
            return origin;
        }
        RunFiles run = new RunFiles(file.toAbsolutePath().getParent(), warn);
        origin.put("arch", config.name());
        origin.put("data", config.data());
        origin.put("config", ConfigLoader.print(config));
        orWarn(run::readProvenance, warn).ifPresent(provenance -> origin.put("provenance", Json.document(provenance)));
        result(warn).map(RunResult::best).ifPresent(best -> {
            origin.put("epoch", Integer.toString(best.epoch()));
            origin.put("val_accuracy", String.valueOf(best.valAccuracy()));
            origin.put("test_accuracy", Double.toString(best.test().accuracy()));
            origin.put("test_images", Integer.toString(best.test().images()));
        });
        return origin;
    }

    /**
     * The final figures of the run that the model is of; empty where there are none.
     *
     * @param warn gets a line if they are damaged or newer, and so left out in whole or in part
     */
    public Optional<RunResult> result(Consumer<String> warn) {
        RunFiles run = new RunFiles(file.toAbsolutePath().getParent(), warn);
        return config == null || !Files.exists(run.result()) ? Optional.empty() : orWarn(run::readResult, warn);
    }

    /** A model is as sound without the files that tell of it. */
    private static <T> Optional<T> orWarn(Supplier<T> reader, Consumer<String> warn) {
        try {
            return Optional.of(reader.get());
        } catch (Failure e) {
            warn.accept("left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The kernels of its first layer: number, row, column; null if that has none to look at. */
    public float[][][] kernels() {
        return FirstLayer.kernels(read().network());
    }

    /**
     * Loads it, ready to run by the engine and with the threads that it was trained with; on the CPU where it was trained
     * on a GPU and this build has no CUDA.
     */
    public Predictor open(Engines engines) {
        return open(engines, compute());
    }

    /** Loads it, ready to run with so many threads. */
    public Predictor open(Engines engines, int threads) {
        return open(engines, compute().withThreads(threads));
    }

    private Predictor open(Engines engines, ComputeSettings settings) {
        boolean elsewhere = settings.backend() == TrainConfig.Backend.CUDA && !Backends.hasCuda();
        return engines.predictor(
                elsewhere ? settings.withBackend(TrainConfig.Backend.CPU) : settings, () -> read().network());
    }

    private ComputeSettings compute() {
        return config == null ? ComputeSettings.DEFAULT : config.compute();
    }

    /** Reads it. */
    public ModelFiles.Model read() {
        return ModelFiles.open(file, config == null ? null : NetworkSpec.of(config), false);
    }
}
