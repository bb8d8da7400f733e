package org.mnist.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.mnist.base.Failure;
import org.mnist.base.Hashes;
import org.mnist.base.Json;
import org.mnist.base.SafeFiles;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.engine.Backends;
import org.mnist.engine.Engine;
import org.mnist.engine.Engines;
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
        orWarn(warn, () -> origin.put("provenance", Json.document(run.readProvenance())));
        if (Files.exists(run.result())) {
            orWarn(warn, () -> {
                RunResult.Scored best = run.readResult().best();
                origin.put("epoch", Integer.toString(best.epoch()));
                origin.put("val_accuracy", String.valueOf(best.valAccuracy()));
                origin.put("test_accuracy", Double.toString(best.test().accuracy()));
                origin.put("test_images", Integer.toString(best.test().images()));
            });
        }
        return origin;
    }

    /** A model is as sound without the files that tell of it. */
    private static void orWarn(Consumer<String> warn, Runnable part) {
        try {
            part.run();
        } catch (Failure e) {
            warn.accept("left out: " + e.getMessage());
        }
    }

    /** The kernels of its first layer: number, row, column; null if that has none to look at. */
    public float[][][] kernels() {
        return FirstLayer.kernels(read().network());
    }

    /** Loads it, ready to run on the CPU with the threads that it was trained with. */
    public Engine open(Engines engines) {
        return open(engines, config == null ? 0 : config.threads());
    }

    /** Loads it, ready to run on the CPU with so many threads. */
    public Engine open(Engines engines, int threads) {
        Backends.start(TrainConfig.Backend.CPU, threads);
        return engines.forInference(
                read().network(), config == null ? TrainConfig.Precision.F32 : config.precision(), threads);
    }

    /** Reads it; the backend has been started. */
    public ModelFiles.Model read() {
        return ModelFiles.open(file, config == null ? null : NetworkSpec.of(config), false);
    }
}
