package org.mnist.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mnist.base.Failure;
import org.mnist.base.Hashes;
import org.mnist.base.Json;
import org.mnist.base.SafeFiles;
import org.mnist.config.ComputeSettings;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.engine.Engines;
import org.mnist.engine.Predictor;
import org.mnist.network.Task;
import org.mnist.network.dl4j.Backends;
import org.mnist.network.dl4j.FirstLayer;
import org.mnist.network.dl4j.NetworkSpec;
import org.mnist.network.file.ModelFiles;

/**
 * A trained model that a person named: a run folder, whose best model it is, or a model file.
 *
 * @param file the model file
 * @param config the run's configuration, if there is one
 */
public record SavedModel(Path file, Optional<TrainConfig> config) {
    /**
     * The model in a run folder, or a model file.
     *
     * @param warn gets a line if a newer program wrote the run's configuration
     * @throws Failure of kind NOT_FOUND if there is none, BAD_INPUT if it is no plain file
     */
    public static SavedModel find(Path named, Consumer<String> warn) {
        if (!Files.isDirectory(named)) {
            ModelFiles.requireFile(named); // before anybody fetches images for it
            return new SavedModel(named, Optional.empty());
        }
        RunFiles files = new RunFiles(named, warn);
        if (!Files.exists(files.best())) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    named + " has no best.zip; name a run folder with at least one whole epoch, or a model file");
        }
        return new SavedModel(
                files.best(), Files.exists(files.config()) ? Optional.of(files.readConfig()) : Optional.empty());
    }

    /** The data set that the model was trained on, or {@code mnist} where that is not known. */
    public String data() {
        return config.map(TrainConfig::data).orElse("mnist");
    }

    /** What the model tells: by the run's configuration, or by the model file where there is none. */
    public Task task() {
        return config.map(TrainConfig::task).orElseGet(() -> ModelFiles.task(file));
    }

    /**
     * The validation accuracy of the epoch that was chosen; empty where the run has not ended or held no images out.
     *
     * @param warn gets a line if a newer program wrote the figures
     * @throws Failure of kind BAD_INPUT if the figures are damaged
     */
    public Optional<Double> valAccuracy(Consumer<String> warn) {
        return config.flatMap(known -> new RunFiles(SafeFiles.folderOf(file), warn).ended(known))
                .map(result -> result.best().valAccuracy());
    }

    /**
     * Origin of the model, as text by name: the SHA-256 of its file and, of a run, its architecture, configuration,
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
        if (config.isEmpty()) {
            return origin;
        }
        RunFiles run = new RunFiles(SafeFiles.folderOf(file), warn);
        origin.put("arch", config.get().name());
        origin.put("data", config.get().data());
        origin.put("config", ConfigLoader.print(config.get()));
        run.orWarn(run::readProvenance).ifPresent(provenance -> origin.put("provenance", Json.document(provenance)));
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
        RunFiles run = new RunFiles(SafeFiles.folderOf(file), warn);
        return config.isEmpty() || !Files.exists(run.result()) ? Optional.empty() : run.orWarn(run::readResult);
    }

    /**
     * Program, machine and data of the run that the model is of; empty where that is not known.
     *
     * @param warn gets a line if the file is damaged or newer, and so left out in whole or in part
     */
    public Optional<Provenance> provenance(Consumer<String> warn) {
        RunFiles run = new RunFiles(SafeFiles.folderOf(file), warn);
        return config.isEmpty() ? Optional.empty() : run.lookUpProvenance();
    }

    /** The kernels of the first layer: number, channel, row, column; none if that has none to look at. */
    public float[][][][] kernels() {
        try (ModelFiles.Model model = read()) {
            return FirstLayer.kernels(model.network(), model.task().image());
        }
    }

    /**
     * Loads the model, ready to run by the engine and with the threads that it was trained with; on the CPU where it was trained
     * on a GPU and this build has no CUDA. One that answers what are no probabilities fails with BAD_INPUT.
     */
    public Predictor open(Engines engines) {
        return open(engines, compute());
    }

    /** Loads the model, ready to run with so many threads. */
    public Predictor open(Engines engines, int threads) {
        return open(engines, compute().withThreads(threads));
    }

    private Predictor open(Engines engines, ComputeSettings settings) {
        boolean elsewhere = settings.backend() == TrainConfig.Backend.CUDA && !Backends.hasCuda();
        return new DistributionsOnly(
                engines.predictor(
                        elsewhere ? settings.withBackend(TrainConfig.Backend.CPU) : settings, () -> read().network()),
                file);
    }

    private ComputeSettings compute() {
        return config.map(TrainConfig::compute).orElse(ComputeSettings.DEFAULT);
    }

    /** Reads the model file; who asks for it releases the network. */
    public ModelFiles.Model read() {
        return ModelFiles.open(file, config.map(NetworkSpec::of), false);
    }
}
