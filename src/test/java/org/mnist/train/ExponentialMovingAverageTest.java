package org.mnist.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.mnist.config.TrainConfig;
import org.mnist.engine.Engine;
import org.mnist.engine.dl4j.Dl4jEngine;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.testing.Fixture;

class ExponentialMovingAverageTest {
    private static final TrainConfig CONFIG =
            Fixture.config("layers", "[{flatten: {}}, {batchnorm: {}}, {output: {}}]");

    @Test
    void isTheMovingAverageOfEveryParameter() {
        try (Engine engine = new Dl4jEngine(NetworkFactory.create(CONFIG), CONFIG)) {
            ExponentialMovingAverage average =
                    new ExponentialMovingAverage(0.99, engine.sync(), network -> new Dl4jEngine(network, null));
            int last = engine.sync().params().columns() - 1;
            int[] places = {0, 784 * 4 - 1, last}; // a gamma, a running variance, a bias
            double[] expected = new double[places.length];
            for (int i = 0; i < places.length; i++) {
                expected[i] = engine.sync().params().getDouble(places[i]);
            }
            for (int step = 1; step <= 40; step++) {
                engine.step(Fixture.batch(step), 0.01);
                average.afterStep(engine, step);
                if (step % 8 == 0) {
                    int times = step / 8;
                    double kept = Math.min(Math.pow(0.99, 8), (1.0 + times) / (10 + times));
                    for (int i = 0; i < places.length; i++) {
                        expected[i] = kept * expected[i]
                                + (1 - kept) * engine.sync().params().getDouble(places[i]);
                    }
                }
            }
            MultiLayerNetwork network = average.network(engine.sync());
            for (int i = 0; i < places.length; i++) {
                assertThat(network.params().getDouble(places[i])).isCloseTo(expected[i], within(1e-6));
            }
            assertThat(network.params()).isNotEqualTo(engine.sync().params());
            assertThat(network.getIterationCount()).isEqualTo(40);
        }
    }
}
