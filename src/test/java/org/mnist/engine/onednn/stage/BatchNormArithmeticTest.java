package org.mnist.engine.onednn.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mnist.engine.RunningAverage;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.parameter.FlatParameters;

/** The part of batch norms that is done in Java, against the formulas. */
class BatchNormArithmeticTest {
    private static final double EPSILON = 0.5;
    private static final double MOMENTUM = 0.9;
    private static final Node.BatchNorm NORM = new Node.BatchNorm(1, MOMENTUM, EPSILON, false);

    /** Two layers: one parameter of another layer, then gamma, beta, mean and var of two channels. */
    private static FlatParameters parameters() {
        return new FlatParameters(
                List.of(Map.of("W", 0), Map.of("gamma", 1, "beta", 3, "mean", 5, "var", 7)),
                9f,
                2f,
                3f,
                0.25f,
                -4f,
                1.5f,
                -2f,
                0.7f,
                8f);
    }

    /** γ·(x − mean)/√(var + ε) + β, for an x of each channel. */
    @Test
    void aFoldedNormGivesWhatTheNormGives() {
        FloatBuffer scale = FloatBuffer.allocate(2);
        FloatBuffer shift = FloatBuffer.allocate(2);
        new FoldedBatchNorm(NORM, 2, scale, shift).load(parameters());
        double first = 2 * (10 - 1.5) / Math.sqrt(0.7 + EPSILON) + 0.25;
        double second = 3 * (10 + 2) / Math.sqrt(8 + EPSILON) - 4;
        assertThat(10.0 * scale.get(0) + shift.get(0)).isCloseTo(first, within(1e-5));
        assertThat(10.0 * scale.get(1) + shift.get(1)).isCloseTo(second, within(1e-5));
    }

    @Test
    void runningStatisticsKeepTheShareThatMomentumSays() {
        FlatParameters network = parameters();
        FloatBuffer mean = FloatBuffer.wrap(new float[] {11.5f, 8f});
        FloatBuffer variance = FloatBuffer.wrap(new float[] {1.7f, 18f});
        new RunningStatistics(NORM, mean, variance, 2).update(network, RunningAverage.EXPONENTIAL, 0);
        assertThat(network.vector())
                .containsExactly(new float[] {9f, 2f, 3f, 0.25f, -4f, 2.5f, -1f, 0.8f, 9f}, within(1e-6f));
    }
}
