package org.mnist.engine;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.config.TrainConfig;
import org.mnist.engine.dl4j.Dl4jEngine;
import org.mnist.failure.Failure;

/** Chooses the engine that a configuration asks for. */
public final class Engines {
    private Engines() {}

    /**
     * Refuses, before anything is loaded, what no engine of this build can do.
     *
     * @throws Failure of kind UNAVAILABLE, or USAGE where two settings contradict each other
     */
    public static void check(TrainConfig config) {
        if (config.engine() == TrainConfig.EngineKind.ONEDNN) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "the onednn engine is not part of version 0.1; use --engine auto or --engine dl4j");
        }
        if (config.precision() == TrainConfig.Precision.BF16) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "precision bf16 needs the onednn engine, which is not part of version 0.1; use --precision f32");
        }
    }

    /** An engine for a network that is to be trained by a configuration. */
    public static Engine open(TrainConfig config, MultiLayerNetwork network) {
        check(config);
        return new Dl4jEngine(network, config);
    }

    /** An engine for a network that is only to be run. */
    public static Engine forInference(MultiLayerNetwork network) {
        return new Dl4jEngine(network, null);
    }
}
