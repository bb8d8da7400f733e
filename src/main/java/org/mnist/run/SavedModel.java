package org.mnist.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.engine.Backends;
import org.mnist.engine.Engine;
import org.mnist.engine.Engines;
import org.mnist.failure.Failure;
import org.mnist.model.Blueprint;
import org.mnist.model.FirstLayer;
import org.mnist.modelfile.ModelFiles;

/**
 * A trained model that a person named: a run folder, whose best model it is, or a model file.
 *
 * @param file the model file
 * @param config the run's configuration, or null where there is none
 */
public record SavedModel(Path file, TrainConfig config) {
    /**
     * Finds it.
     *
     * @throws Failure of kind NOT_FOUND if there is none
     */
    public static SavedModel find(Path named) {
        if (!Files.isDirectory(named)) {
            return new SavedModel(named, null);
        }
        RunFiles files = new RunFiles(named);
        if (!Files.exists(files.best())) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    named + " has no best.zip; name a run folder with at least one whole epoch, or a model file");
        }
        return new SavedModel(
                files.best(), Files.exists(files.config()) ? ConfigLoader.load(null, files.config(), List.of()) : null);
    }

    /** The data set it was trained on, or {@code mnist} where that is not known. */
    public String data() {
        return config == null ? "mnist" : config.data();
    }

    /** The kernels of its first layer: number, row, column; null if that has none to look at. */
    public float[][][] kernels() {
        return FirstLayer.kernels(ModelFiles.load(file, config == null ? null : Blueprint.of(config), false));
    }

    /** Loads it, ready to run on the CPU. */
    public Engine open(Engines engines) {
        Backends.start(TrainConfig.Backend.CPU, config == null ? 0 : config.threads());
        return engines.forInference(
                ModelFiles.load(file, config == null ? null : Blueprint.of(config), false),
                config == null ? TrainConfig.Precision.F32 : config.precision());
    }
}
