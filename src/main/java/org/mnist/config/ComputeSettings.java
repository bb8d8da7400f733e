package org.mnist.config;

/**
 * Settings of where and with what a network is computed, which change nothing of the result but its rounding.
 *
 * @param engine the engine
 * @param backend CPU or CUDA
 * @param precision number format of convolutions and dense layers
 * @param threads CPU threads; 0: as many as there are processors
 */
public record ComputeSettings(
        TrainConfig.EngineKind engine, TrainConfig.Backend backend, TrainConfig.Precision precision, int threads) {
    /** The settings of a model file that comes without a configuration. */
    public static final ComputeSettings DEFAULT =
            new ComputeSettings(TrainConfig.EngineKind.AUTO, TrainConfig.Backend.CPU, TrainConfig.Precision.F32, 0);

    /** Copy with another number of threads. */
    public ComputeSettings withThreads(int other) {
        return new ComputeSettings(engine, backend, precision, other);
    }

    /** Copy for another backend. */
    public ComputeSettings withBackend(TrainConfig.Backend other) {
        return new ComputeSettings(engine, other, precision, threads);
    }
}
