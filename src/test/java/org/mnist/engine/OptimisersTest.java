package org.mnist.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist.testing.Fixture.batch;
import static org.mnist.testing.Fixture.config;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.config.TrainConfig;
import org.mnist.engine.dl4j.Dl4jEngine;
import org.mnist.network.dl4j.NetworkFactory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Steps of the optimisers against their formulas. */
class OptimisersTest {
    private static final String SMALL_CONV =
            "[{conv: {filters: 4, kernel: 5, stride: 3, activation: relu}}, {batchnorm: {}}, {flatten: {}}, {dropout: {rate: 0.3}}, {output: {}}]";

    @ParameterizedTest
    @ValueSource(strings = {"adam", "nadam", "adamw", "sgd"})
    void everyOptimiserLearns(String kind) {
        TrainConfig config = config("layers", SMALL_CONV, "optimizer.kind", kind, "seed", "3");
        List<Double> losses = train(config, kind.equals("sgd") ? 0.1 : 0.003);
        assertThat(losses.get(29)).isLessThan(0.75 * losses.get(0));
    }

    @Test
    void theLearningRateIsThatOfTheStep() {
        TrainConfig config = config("layers", "[{flatten: {}}, {output: {}}]", "optimizer.kind", "sgd");
        try (Dl4jEngine engine = new Dl4jEngine(NetworkFactory.create(config), config)) {
            INDArray start = engine.network().params().dup();
            engine.step(batch(1), 0);
            assertThat(engine.network().params()).isEqualTo(start);
            engine.step(batch(1), 0.1);
            double once = engine.network().params().sub(start).norm2Number().doubleValue();
            TrainConfig again = config("layers", "[{flatten: {}}, {output: {}}]", "optimizer.kind", "sgd");
            try (Dl4jEngine other = new Dl4jEngine(NetworkFactory.create(again), again)) {
                other.step(batch(1), 0.2);
                assertThat(other.network().params().sub(start).norm2Number().doubleValue())
                        .isCloseTo(2 * once, within(1e-5));
            }
        }
    }

    /** Two steps on one batch of a linear model: v ← μv − rate·g, w ← w + v; Nesterov looks ahead by μv. */
    @Test
    void momentumIsClassicalUnlessItIsNesterovs() {
        for (boolean nesterov : new boolean[] {false, true}) {
            TrainConfig config = config(
                    "layers",
                    "[{flatten: {}}, {output: {}}]",
                    "optimizer.kind",
                    "sgd",
                    "optimizer.momentum",
                    "0.9",
                    "optimizer.nesterov",
                    Boolean.toString(nesterov));
            TrainConfig plain = config("layers", "[{flatten: {}}, {output: {}}]", "optimizer.kind", "sgd");
            try (Dl4jEngine engine = new Dl4jEngine(NetworkFactory.create(config), config);
                    Dl4jEngine sgd = new Dl4jEngine(NetworkFactory.create(plain), plain)) {
                INDArray start = engine.network().params().dup();
                INDArray velocity = start.like();
                for (int step = 0; step < 3; step++) {
                    INDArray before = engine.network().params().dup();
                    sgd.network().setParams(before);
                    sgd.step(batch(1), 0.1);
                    INDArray gradientStep = sgd.network().params().sub(before); // −rate·g
                    INDArray old = velocity.dup();
                    velocity = velocity.mul(0.9).add(gradientStep);
                    INDArray expected =
                            nesterov ? velocity.mul(1.9).sub(old.mul(0.9)).add(before) : before.add(velocity);
                    engine.step(batch(1), 0.1);
                    assertThat(engine.network()
                                    .params()
                                    .sub(expected)
                                    .amaxNumber()
                                    .doubleValue())
                            .as("nesterov %s, step %d", nesterov, step)
                            .isLessThan(1e-6);
                }
            }
        }
    }

    /** Three steps of a linear model against the formula of Keras, number by number. */
    @Test
    void nadamIsThatOfKeras() {
        String layers = "[{flatten: {}}, {output: {}}]";
        TrainConfig nadam = config("layers", layers, "optimizer.kind", "nadam");
        TrainConfig plain = config("layers", layers, "optimizer.kind", "sgd");
        try (Dl4jEngine engine = new Dl4jEngine(NetworkFactory.create(nadam), nadam);
                Dl4jEngine sgd = new Dl4jEngine(NetworkFactory.create(plain), plain)) {
            int n = (int) engine.network().numParams();
            double[] m = new double[n];
            double[] v = new double[n];
            double product = 1;
            for (int t = 1; t <= 3; t++) {
                double[] before = engine.network().params().dup().data().asDouble();
                sgd.network().setParams(engine.network().params());
                sgd.step(batch(1), 1);
                double[] stepped = sgd.network().params().dup().data().asDouble();
                double u = 0.9 * (1 - 0.5 * Math.pow(0.96, t));
                double uNext = 0.9 * (1 - 0.5 * Math.pow(0.96, t + 1));
                product *= u;
                engine.step(batch(1), 0.01);
                double[] after = engine.network().params().dup().data().asDouble();
                for (int i = 0; i < n; i++) {
                    double g = before[i] - stepped[i];
                    m[i] = 0.9 * m[i] + 0.1 * g;
                    v[i] = 0.999 * v[i] + 0.001 * g * g;
                    double direction = (uNext * m[i] / (1 - product * uNext) + (1 - u) * g / (1 - product))
                            / (Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-7);
                    if (Math.abs(g) > 1e-5) { // below, what is left of a float after the subtraction is noise
                        assertThat(after[i]).as("step %d", t).isCloseTo(before[i] - 0.01 * direction, within(2e-4));
                    }
                }
            }
        }
    }

    /** Against the formula: w ← w − rate·(Adam's direction) − rate·decay·w, biases spared. */
    @Test
    void adamwTakesAShareOfEachWeightOff() {
        String layers = "[{flatten: {}}, {output: {}}]";
        TrainConfig adam = config("layers", layers);
        TrainConfig adamw = config("layers", layers, "optimizer.kind", "adamw", "optimizer.weight-decay", "0.1");
        try (Dl4jEngine a = new Dl4jEngine(NetworkFactory.create(adam), adam);
                Dl4jEngine b = new Dl4jEngine(NetworkFactory.create(adamw), adamw)) {
            INDArray weights = a.network().getParam("0_W").dup();
            a.step(batch(1), 0.01);
            b.step(batch(1), 0.01);
            INDArray decayed = a.network().getParam("0_W").sub(weights.mul(0.01 * 0.1));
            assertThat(b.network().getParam("0_W").sub(decayed).amaxNumber().doubleValue())
                    .isLessThan(1e-7);
            assertThat(b.network().getParam("0_b")).isEqualTo(a.network().getParam("0_b"));
        }
    }

    /** Against the formula: the gradient of ½·l2·‖w‖² is l2·w, biases spared. */
    @Test
    void l2AddsItsShareOfEachWeightToTheGradient() {
        String layers = "[{flatten: {}}, {dense: {units: 12}}, {output: {}}]";
        TrainConfig plain = config("layers", layers, "optimizer.kind", "sgd");
        TrainConfig penalised = config("layers", layers, "optimizer.kind", "sgd", "l2", "0.1");
        try (Dl4jEngine a = new Dl4jEngine(NetworkFactory.create(plain), plain);
                Dl4jEngine b = new Dl4jEngine(NetworkFactory.create(penalised), penalised)) {
            for (String weights : List.of("0_W", "1_W")) {
                INDArray before = NetworkFactory.create(plain).getParam(weights);
                step(a, b);
                INDArray expected = a.network().getParam(weights).sub(before.mul(0.01 * 0.1));
                assertThat(b.network()
                                .getParam(weights)
                                .sub(expected)
                                .amaxNumber()
                                .doubleValue())
                        .isLessThan(1e-6);
                a.network().setParams(NetworkFactory.create(plain).params());
                b.network().setParams(NetworkFactory.create(plain).params());
            }
            step(a, b);
            assertThat(b.network().getParam("0_b")).isEqualTo(a.network().getParam("0_b"));
        }
    }

    private static void step(Dl4jEngine a, Dl4jEngine b) {
        a.step(batch(1), 0.01);
        b.step(batch(1), 0.01);
    }

    private static List<Double> train(TrainConfig config, double rate) {
        List<Double> losses = new ArrayList<>();
        MultiLayerNetwork network = NetworkFactory.create(config);
        try (Dl4jEngine engine = new Dl4jEngine(network, config)) {
            for (int i = 0; i < 30; i++) {
                losses.add(engine.step(batch(i), rate).loss());
            }
        }
        return losses;
    }
}
