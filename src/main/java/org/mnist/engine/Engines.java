package org.mnist.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.base.Failure;
import org.mnist.base.Names;
import org.mnist.base.Text;
import org.mnist.config.ComputeSettings;
import org.mnist.config.TrainConfig;
import org.mnist.config.TrainConfig.Backend;
import org.mnist.config.TrainConfig.EngineKind;
import org.mnist.config.TrainConfig.Precision;
import org.mnist.engine.dl4j.Dl4jEngine;
import org.mnist.engine.dl4j.Dl4jPredictor;
import org.mnist.engine.graph.UnsupportedLayerException;
import org.mnist.engine.onednn.OneDnn;
import org.mnist.engine.onednn.OneDnnEngine;
import org.mnist.engine.onednn.OneDnnPredictor;
import org.mnist.network.dl4j.Backends;
import org.mnist.network.dl4j.NetworkSpec;
import org.mnist.network.file.ModelFiles;

/** The choice of an engine, by a configuration and by what this machine has. The only way to one starts the backend. */
public final class Engines {
    private final List<Path> folders;
    private final Consumer<String> log;

    /**
     * A chooser.
     *
     * @param folder where the fast engine remembers what it has measured
     * @param log gets a line for each choice that a person may want to know of
     */
    public Engines(Path folder, Consumer<String> log) {
        this(List.of(folder), log);
    }

    private Engines(List<Path> folders, Consumer<String> log) {
        this.folders = folders;
        this.log = log;
    }

    /** A chooser that first looks into another folder, and keeps there too what it finds or measures. */
    public Engines remembering(Path nearer) {
        List<Path> all = new ArrayList<>(List.of(nearer));
        all.addAll(folders);
        return new Engines(all, log);
    }

    /**
     * Refuses, before anything is trained, what no engine of this build can do on this machine.
     *
     * @throws Failure of kind UNAVAILABLE, or USAGE where two settings contradict each other
     */
    public static void check(ComputeSettings settings) {
        boolean bf16 = settings.precision() != Precision.F32;
        if (bf16 && settings.engine() == EngineKind.DL4J) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--precision " + Names.of(settings.precision())
                            + " needs the onednn engine; use --engine auto, or --precision f32");
        }
        boolean onednn = bf16 || settings.engine() == EngineKind.ONEDNN;
        if (onednn && settings.backend() == Backend.CUDA) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "the onednn engine computes on the CPU, not on --backend cuda; use --engine dl4j --precision f32, or --backend cpu");
        }
        Backends.requireInBuild(settings.backend());
        Optional<String> missing = onednn ? OneDnn.whyMissing() : Optional.empty();
        if (missing.isPresent()) {
            throw new Failure(Failure.Kind.UNAVAILABLE, missing.get() + "; use --engine dl4j");
        }
        if (settings.precision() == Precision.BF16 && !OneDnn.hasBf16()) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "--precision bf16: this processor lacks avx512_bf16; use --precision f32, or try its numbers, slowly, with --precision bf16-emulated");
        }
    }

    /**
     * Refuses, before anything is trained, what no engine of this build can do on this machine, and a network that cannot be
     * built or saved.
     *
     * @throws Failure of kind UNAVAILABLE, or USAGE
     */
    public static void check(TrainConfig config) {
        check(config.compute());
        Backends.start(config.backend(), config.threads());
        ModelFiles.requireSavable(NetworkSpec.of(config));
    }

    /** An engine that trains a network whose running statistics began, or begin, as those of every new one do. */
    public TrainingEngine training(TrainConfig config, Supplier<MultiLayerNetwork> network, int images) {
        return training(config, network, RunningAverage.PLAIN_FIRST, images);
    }

    /**
     * An engine that trains.
     *
     * @param config how; it has been checked
     * @param network makes or reads the network, once the backend has been started
     * @param average how the running statistics of its batch norms began, or begin
     * @param images on how many images; that decides on the largest batch and the last one
     */
    public TrainingEngine training(
            TrainConfig config, Supplier<MultiLayerNetwork> network, RunningAverage average, int images) {
        Backends.start(config.backend(), config.threads());
        MultiLayerNetwork start = network.get();
        if (isDl4j(config.compute())) {
            return new Dl4jEngine(start, config, average);
        }
        boolean required = config.engine() == EngineKind.ONEDNN || config.precision() != Precision.F32;
        Optional<OneDnnEngine> fast =
                unlessLacking(required, () -> OneDnnEngine.open(start, config, average, images, folders, log));
        if (fast.isEmpty()) {
            return new Dl4jEngine(start, config, average);
        }
        log.accept("engine onednn: oneDNN " + OneDnn.version() + ", " + Names.of(config.precision()) + ", "
                + Text.number(Backends.threads(config.threads()), "thread"));
        return fast.get();
    }

    /**
     * A predictor that computes as settings say: by their engine on their backend; with {@code auto}, or where oneDNN has
     * no build or lacks a layer, by the fastest that there is; in 32 bits where the processor lacks the precision.
     *
     * @param network makes or reads the network, once the backend has been started
     */
    public Predictor predictor(ComputeSettings settings, Supplier<MultiLayerNetwork> network) {
        Backends.start(settings.backend(), settings.threads());
        MultiLayerNetwork trained = network.get();
        if (isDl4j(settings)) {
            return new Dl4jPredictor(trained);
        }
        Optional<Predictor> fast = unlessLacking(false, () -> OneDnnPredictor.open(trained, settings, folders, log));
        return fast.orElseGet(() -> new Dl4jPredictor(trained));
    }

    private static boolean isDl4j(ComputeSettings settings) {
        return settings.engine() == EngineKind.DL4J || settings.backend() == Backend.CUDA;
    }

    /** The opening of something of the fast engine, which may lack a layer. */
    private interface Opening<T> {
        T open() throws UnsupportedLayerException;
    }

    /** Opens something of the fast engine; empty, with a line that says why, if it is neither there nor required. */
    private <T> Optional<T> unlessLacking(boolean required, Opening<? extends T> opening) {
        String why;
        Optional<String> missing = OneDnn.whyMissing();
        if (missing.isPresent()) {
            why = missing.get();
        } else {
            try {
                return Optional.of(opening.open());
            } catch (UnsupportedLayerException e) {
                why = e.getMessage() + ", which the onednn engine lacks";
            }
        }
        if (required) {
            throw new Failure(Failure.Kind.UNAVAILABLE, why + "; use --engine auto or --engine dl4j");
        }
        log.accept("engine dl4j, which is slow: " + why);
        return Optional.empty();
    }
}
