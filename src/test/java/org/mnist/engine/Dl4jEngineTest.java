package org.mnist.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist.testing.Fixture.batch;
import static org.mnist.testing.Fixture.config;

import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.engine.dl4j.Dl4jEngine;
import org.mnist.eval.EvalResult;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.testing.MnistForm;
import org.nd4j.linalg.api.ndarray.INDArray;

class Dl4jEngineTest {
    private static final String SMALL_CONV =
            "[{conv: {filters: 4, kernel: 5, stride: 3, activation: relu}}, {batchnorm: {}}, {flatten: {}}, {dropout: {rate: 0.3}}, {output: {}}]";

    @Test
    void aStepGivesTheLossAndHitsOfTheNetworkBeforeIt() {
        TrainConfig config = config("layers", "[{flatten: {}}, {dense: {units: 20, activation: relu}}, {output: {}}]");
        try (Dl4jEngine engine = new Dl4jEngine(NetworkFactory.create(config), config)) {
            Batch batch = batch(1);
            float[] before = new float[batch.size() * 10];
            engine.predict(batch, before, 0);
            EvalResult expected = EvalResult.of(before, MnistForm.CLASSES, i -> batch.labels()[i]);
            StepResult step = engine.step(batch, 0.01);
            assertThat(step.loss()).isCloseTo(expected.loss(), within(1e-5));
            assertThat(step.correct()).isEqualTo(expected.confusion().correct());
            float[] after = new float[batch.size() * 10];
            engine.predict(batch, after, 0);
            assertThat(EvalResult.of(after, MnistForm.CLASSES, i -> batch.labels()[i])
                            .loss())
                    .isLessThan(expected.loss());
        }
    }

    /** The hits are counted where the output has no weights of its own, too, and behind a flatten. */
    @Test
    void countsHitsOfAnOutputWithoutWeights() {
        TrainConfig config = config(
                "layers",
                "[{conv: {filters: 8, kernel: 7, stride: 7}}, {conv: {filters: 10, kernel: 4}}, {flatten: {}}, {output: {dense: false}}]");
        try (Dl4jEngine engine = new Dl4jEngine(NetworkFactory.create(config), config)) {
            Batch batch = batch(1);
            float[] before = new float[batch.size() * 10];
            engine.predict(batch, before, 0);
            assertThat(engine.step(batch, 0.01).correct())
                    .isEqualTo(EvalResult.of(before, MnistForm.CLASSES, i -> batch.labels()[i])
                            .confusion()
                            .correct());
        }
    }

    /** DL4J by itself fails there over its own workspaces, when it predicts. */
    @ParameterizedTest
    @ValueSource(strings = {"dropout: {rate: 0.2}", "activation: {function: tanh}"})
    void aLayerWithoutWeightsMayComeFirst(String first) {
        TrainConfig config = config(
                "layers", "[{" + first + "}, {conv: {filters: 4, kernel: 5, stride: 3}}, {flatten: {}}, {output: {}}]");
        try (Dl4jEngine engine = new Dl4jEngine(NetworkFactory.create(config), config)) {
            double before = engine.step(batch(1), 0.01).loss();
            for (int i = 0; i < 5; i++) {
                engine.step(batch(1), 0.01);
            }
            float[] after = new float[batch(1).size() * 10];
            engine.predict(batch(1), after, 0);
            assertThat(EvalResult.of(after, MnistForm.CLASSES, i -> batch(1).labels()[i])
                            .loss())
                    .isLessThan(before);
        }
    }

    @Test
    void theLossLeavesPenaltiesOut() {
        TrainConfig plain = config("layers", SMALL_CONV);
        TrainConfig penalised = config("layers", SMALL_CONV, "l2", "0.5");
        try (Dl4jEngine a = new Dl4jEngine(NetworkFactory.create(plain), plain);
                Dl4jEngine b = new Dl4jEngine(NetworkFactory.create(penalised), penalised)) {
            assertThat(b.step(batch(1), 0.01).loss())
                    .isCloseTo(a.step(batch(1), 0.01).loss(), within(1e-5));
            assertThat(b.network().params()).isNotEqualTo(a.network().params());
        }
    }

    @Test
    void theSameSeedGivesTheSameParametersAndAnotherGivesOthers() {
        TrainConfig config = config("layers", SMALL_CONV);
        assertThat(trained(config)).isEqualTo(trained(config));
        assertThat(trained(config.withSeed(2))).isNotEqualTo(trained(config));
    }

    /** A network saved after steps of changing rates goes on as if it had not been: all layers are in one piece. */
    @Test
    void aSavedNetworkGoesOnExactly(@TempDir Path folder) throws Exception {
        String layers =
                "[{conv: {filters: 4, kernel: 5, stride: 3}}, {batchnorm: {}}, {activation: {function: relu}}, {flatten: {}}, {dense: {units: 20}}, {batchnorm: {}}, {output: {}}]";
        for (String kind : List.of("adam", "nadam", "adamw", "sgd")) {
            TrainConfig config = config(
                    "layers", layers, "optimizer.kind", kind, "optimizer.momentum", kind.equals("sgd") ? "0.9" : "0");
            Path file = folder.resolve(kind + ".zip");
            try (Dl4jEngine engine = new Dl4jEngine(NetworkFactory.create(config), config)) {
                for (int i = 0; i < 4; i++) {
                    engine.step(batch(i), 0.01 / (1 + i));
                }
                ModelSerializer.writeModel(engine.network(), file.toFile(), true);
                try (Dl4jEngine loaded = new Dl4jEngine(MultiLayerNetwork.load(file.toFile(), true), config)) {
                    for (int i = 4; i < 7; i++) {
                        assertThat(loaded.step(batch(i), 0.002)).as(kind).isEqualTo(engine.step(batch(i), 0.002));
                    }
                    assertThat(loaded.network().params())
                            .as(kind)
                            .isEqualTo(engine.network().params());
                }
            }
        }
    }

    @Test
    void labelSmoothingRaisesTheLossOfASureNetwork() {
        TrainConfig plain = config("layers", "[{flatten: {}}, {output: {}}]");
        TrainConfig smooth = config("layers", "[{flatten: {}}, {output: {}}]", "label-smoothing", "0.2");
        try (Dl4jEngine a = new Dl4jEngine(NetworkFactory.create(plain), plain);
                Dl4jEngine b = new Dl4jEngine(NetworkFactory.create(smooth), smooth)) {
            float[] p = new float[640];
            a.predict(batch(1), p, 0);
            double expected = 0;
            for (int i = 0; i < 64; i++) {
                for (int c = 0; c < 10; c++) {
                    expected -= (0.02 + (c == batch(1).labels()[i] ? 0.8 : 0)) * Math.log(p[10 * i + c]) / 64;
                }
            }
            assertThat(b.step(batch(1), 0.01).loss()).isCloseTo(expected, within(1e-5));
        }
    }

    private static INDArray trained(TrainConfig config) {
        try (Dl4jEngine engine = new Dl4jEngine(NetworkFactory.create(config), config)) {
            for (int i = 0; i < 5; i++) {
                engine.step(batch(i), 0.01);
            }
            return engine.network().params().dup();
        }
    }
}
