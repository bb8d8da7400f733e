package org.mnist.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.base.Failure;
import org.mnist.base.Names;
import org.mnist.config.TrainConfig;
import org.mnist.config.TrainConfig.EngineKind;
import org.mnist.config.TrainConfig.Precision;
import org.mnist.engine.dl4j.Dl4jEngine;
import org.mnist.engine.onednn.OneDnn;
import org.mnist.engine.onednn.OneDnnEngine;
import org.mnist.engine.onednn.UnsupportedLayerException;

/** Chooses the engine that a configuration asks for. */
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
    public static void check(TrainConfig config) {
        boolean bf16 = config.precision() != Precision.F32;
        if (bf16 && config.engine() == EngineKind.DL4J) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--precision " + Names.of(config.precision())
                            + " needs the onednn engine; use --engine auto, or --precision f32");
        }
        boolean onednn = bf16 || config.engine() == EngineKind.ONEDNN;
        if (onednn && config.backend() == TrainConfig.Backend.CUDA) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "the onednn engine computes on the CPU, not on --backend cuda; use --engine dl4j --precision f32, or --backend cpu");
        }
        if (onednn && OneDnn.whyMissing() != null) {
            throw new Failure(Failure.Kind.UNAVAILABLE, OneDnn.whyMissing() + "; use --engine dl4j");
        }
        if (config.precision() == Precision.BF16 && !OneDnn.hasBf16()) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "--precision bf16: this processor lacks avx512_bf16; use --precision f32, or try its numbers, slowly, with --precision bf16-emulated");
        }
    }

    /**
     * An engine for a network that is to be trained.
     *
     * @param config how; it has been checked
     * @param network the network
     * @param images on how many images; that decides on the largest batch and the last one
     */
    public Engine open(TrainConfig config, MultiLayerNetwork network, int images) {
        if (config.engine() == EngineKind.DL4J || config.backend() == TrainConfig.Backend.CUDA) {
            return new Dl4jEngine(network, config);
        }
        boolean required = config.engine() == EngineKind.ONEDNN || config.precision() != Precision.F32;
        Engine engine = fast(network, config, images, config.precision(), config.threads(), required);
        if (engine == null) {
            return new Dl4jEngine(network, config);
        }
        log.accept("engine onednn: oneDNN " + OneDnn.version() + ", " + Names.of(config.precision()) + ", "
                + Backends.threads(config.threads()) + " threads");
        return engine;
    }

    /**
     * An engine for a network that is only to be run, on the CPU; in 32 bits where the processor lacks the precision.
     *
     * @param threads how many; 0 is one for each processor
     */
    public Engine forInference(MultiLayerNetwork network, Precision precision, int threads) {
        Engine engine = fast(network, null, 0, precision, threads, false);
        return engine == null ? new Dl4jEngine(network, null) : engine;
    }

    /** The fast engine; null, with a word, if it cannot be had. */
    private Engine fast(
            MultiLayerNetwork network,
            TrainConfig config,
            int images,
            Precision precision,
            int threads,
            boolean required) {
        String why = OneDnn.whyMissing();
        if (why == null) {
            try {
                return OneDnnEngine.open(network, config, images, precision, folders, Backends.threads(threads), log);
            } catch (UnsupportedLayerException e) {
                why = e.getMessage() + ", which the onednn engine lacks";
            }
        }
        if (required) {
            throw new Failure(Failure.Kind.UNAVAILABLE, why + "; use --engine auto or --engine dl4j");
        }
        log.accept("engine dl4j, which is slow: " + why);
        return null;
    }
}
