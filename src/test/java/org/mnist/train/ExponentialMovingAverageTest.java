package org.mnist.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mnist.config.TrainConfig;
import org.mnist.engine.RunningAverage;
import org.mnist.engine.dl4j.Dl4jEngine;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.testing.Fixture;

class ExponentialMovingAverageTest {
    private static final TrainConfig CONFIG =
            Fixture.config("layers", "[{flatten: {}}, {batchnorm: {}}, {output: {}}]");

    /** From the first weights, as version 0.1 had it, or from those of the eighth step. */
    @ParameterizedTest
    @EnumSource
    void isTheMovingAverageOfEveryParameter(RunningAverage begin) {
        try (Dl4jEngine engine = new Dl4jEngine(NetworkFactory.create(CONFIG), CONFIG)) {
            ExponentialMovingAverage average = new ExponentialMovingAverage(0.99, begin, engine.parameters());
            float[] start = engine.parameters();
            int last = engine.parameters().length - 1;
            int[] places = {0, 784 * 4 - 1, last}; // a gamma, a running variance, a bias
            double[] expected = new double[places.length];
            for (int i = 0; i < places.length; i++) {
                expected[i] = engine.parameters()[places[i]];
            }
            for (int step = 1; step <= 40; step++) {
                engine.step(Fixture.batch(step), 0.01);
                average.afterStep(engine, step);
                if (step < 8) {
                    assertThat(average.parameters())
                            .isEqualTo(begin == RunningAverage.PLAIN_FIRST ? engine.parameters() : start);
                }
                if (step % 8 == 0) {
                    int times = step / 8;
                    boolean takesAll = times == 1 && begin == RunningAverage.PLAIN_FIRST;
                    double kept = takesAll ? 0 : Math.min(Math.pow(0.99, 8), (1.0 + times) / (10 + times));
                    for (int i = 0; i < places.length; i++) {
                        expected[i] = kept * expected[i] + (1 - kept) * engine.parameters()[places[i]];
                    }
                }
            }
            float[] averaged = average.parameters();
            for (int i = 0; i < places.length; i++) {
                assertThat((double) averaged[places[i]]).isCloseTo(expected[i], within(1e-6));
            }
            assertThat(averaged).isNotEqualTo(engine.parameters());
            assertThat(NetworkFactory.withParameters(engine.network(), averaged).getIterationCount())
                    .isEqualTo(40);
        }
    }
}
