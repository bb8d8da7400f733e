package org.mnist.train;

import java.util.function.Function;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.config.TrainConfig;
import org.mnist.engine.Engine;
import org.mnist.engine.Engines;
import org.mnist.network.dl4j.NetworkFactory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An exponential moving average of a network's parameters, the running statistics of its batch norms included, which is
 * nearer to the middle of the valley that the last steps wander about in. It is the average that is validated and tested.
 *
 * <p>With a decay β a step, and looked at only every {@value #EVERY} steps: a ← k·a + (1 − k)·w, where k is β to the power
 * of {@value #EVERY}, but at the n-th time no more than (1 + n) / (10 + n), so that the first weights are soon forgotten
 * (as TensorFlow's ExponentialMovingAverage does).
 */
public final class ExponentialMovingAverage {
    private static final int EVERY = 8;

    private final double kept;
    private final INDArray average;
    private final Function<MultiLayerNetwork, Engine> opener;

    /**
     * An average.
     *
     * @param decay share of the average that a step leaves; 0 to below 1
     * @param start the network from whose parameters it starts
     * @param opener makes an engine that runs a network, which it owns from then on
     */
    ExponentialMovingAverage(double decay, MultiLayerNetwork start, Function<MultiLayerNetwork, Engine> opener) {
        this.kept = Math.pow(decay, EVERY);
        this.average = start.params().dup();
        this.opener = opener;
    }

    /** The average that a configuration asks for; null if it asks for none. */
    public static ExponentialMovingAverage of(TrainConfig config, MultiLayerNetwork start, Engines engines) {
        return config.ema() == 0
                ? null
                : new ExponentialMovingAverage(
                        config.ema(),
                        start,
                        network -> engines.forInference(network, config.precision(), config.threads()));
    }

    /**
     * Takes in the weights after a step.
     *
     * @param engine what has them
     * @param iterations how many steps there have been since the start of the run
     */
    void afterStep(Engine engine, long iterations) {
        if (iterations % EVERY != 0) {
            return;
        }
        double times = iterations / (double) EVERY;
        double share = Math.min(kept, (1 + times) / (10 + times));
        try (INDArray part = engine.sync().params().mul(1 - share)) {
            average.muli(share).addi(part);
        }
    }

    /**
     * A network with the averaged parameters, and without anything to go on training with.
     *
     * @param like the network that is trained
     */
    public MultiLayerNetwork network(MultiLayerNetwork like) {
        return NetworkFactory.withParameters(like, average);
    }

    /** An engine that runs the network with the averaged parameters. */
    Engine open(MultiLayerNetwork like) {
        return opener.apply(network(like));
    }
}
