package org.mnist.train;

import java.util.Optional;
import java.util.function.Supplier;
import org.mnist.config.TrainConfig;
import org.mnist.engine.Predictor;
import org.mnist.engine.RunningAverage;
import org.mnist.engine.TrainingEngine;

/**
 * An exponential moving average of a network's parameters, the running statistics of its batch norms included, which is
 * nearer to the middle of the valley that the last steps wander about in. It is the average that is validated and tested.
 *
 * <p>With a decay β a step, and looked at only every {@value #EVERY} steps: a ← k·a + (1 − k)·w, where k is β to the power
 * of {@value #EVERY}, but at the n-th time no more than (1 + n) / (10 + n), so that the first weights are soon forgotten
 * (as TensorFlow's ExponentialMovingAverage does), and at the first time 0: until then the average is the weights as they
 * are.
 */
public final class ExponentialMovingAverage {
    private static final int EVERY = 8;

    private final double kept;
    private final RunningAverage begin;
    private final float[] average;

    /**
     * An average.
     *
     * @param decay share of the average that a step leaves; 0 to below 1
     * @param begin how it began, or begins
     * @param start the parameters from which it starts
     */
    ExponentialMovingAverage(double decay, RunningAverage begin, float[] start) {
        this.kept = Math.pow(decay, EVERY);
        this.begin = begin;
        this.average = start.clone();
    }

    /**
     * The average that a configuration asks for; empty if it asks for none.
     *
     * @param begin how it began, or begins
     * @param start gives the parameters from which it starts; asked only if there is an average
     */
    public static Optional<ExponentialMovingAverage> of(
            TrainConfig config, RunningAverage begin, Supplier<float[]> start) {
        return config.ema() == 0
                ? Optional.empty()
                : Optional.of(new ExponentialMovingAverage(config.ema(), begin, start.get()));
    }

    /**
     * Takes in the parameters after a step.
     *
     * @param engine what has them
     * @param iterations how many steps there have been since the start of the run
     */
    void afterStep(TrainingEngine engine, long iterations) {
        int times = Math.toIntExact(iterations / EVERY);
        if (iterations % EVERY != 0 && (times > 0 || begin == RunningAverage.EXPONENTIAL)) {
            return;
        }
        double share = Math.min(begin.kept(kept, Math.max(0, times - 1)), (1.0 + times) / (10 + times));
        float old = (float) share;
        float fresh = (float) (1 - share);
        float[] parameters = engine.parameters();
        for (int i = 0; i < average.length; i++) {
            average[i] = average[i] * old + parameters[i] * fresh;
        }
    }

    /** The averaged parameters, in the order of the engine's. */
    public float[] parameters() {
        return average.clone();
    }

    /** A predictor of the engine's network with the averaged parameters. */
    Predictor predictor(TrainingEngine engine) {
        return engine.predictor(average);
    }
}
