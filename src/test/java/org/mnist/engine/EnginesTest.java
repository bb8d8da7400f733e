package org.mnist.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist.testing.Fixture.batch;
import static org.mnist.testing.Fixture.config;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.config.TrainConfig;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.testing.CliRun;
import org.mnist.testing.NeedsOneDnn;

@NeedsOneDnn
class EnginesTest {
    private static final String LAYERS =
            "[{conv: {filters: 4, kernel: 5, stride: 3, activation: relu}}, {batchnorm: {}}, {flatten: {}}, {output: {}}]";

    @TempDir
    Path folder;

    private Engines engines() {
        return new Engines(folder, line -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"dl4j", "onednn"})
    void aPredictorComputesByTheEngineThatItIsAskedFor(String kind) {
        TrainConfig config = config("layers", LAYERS, "engine", kind);
        try (Predictor predictor = engines().predictor(config.compute(), () -> NetworkFactory.create(config))) {
            assertThat(predictor.name()).isEqualTo(kind);
        }
    }

    /** With the parameters that it has, it says what the engine says; with earlier ones, what the engine said then. */
    @ParameterizedTest
    @ValueSource(strings = {"dl4j", "onednn"})
    void anEnginePredictsWithOtherParametersByItself(String kind) {
        TrainConfig config = config("layers", LAYERS, "engine", kind);
        try (TrainingEngine engine = engines().training(config, () -> NetworkFactory.create(config), 64)) {
            engine.step(batch(1), 0.01);
            float[] parameters = engine.parameters();
            float[] before = predict(engine);
            engine.step(batch(2), 0.01);
            float[] after = predict(engine);
            try (Predictor earlier = engine.predictor(parameters);
                    Predictor now = engine.predictor(engine.parameters())) {
                assertThat(earlier.name()).isEqualTo(kind);
                assertThat(predict(earlier)).containsExactly(before, within(1e-6f));
                assertThat(predict(now)).containsExactly(after, within(1e-6f));
                assertThat(Math.abs(before[0] - after[0])).isGreaterThan(1e-4f);
            }
            assertThat(engine.network().params().data().asFloat()).containsExactly(engine.parameters());
        }
    }

    private static float[] predict(Predictor predictor) {
        float[] probabilities = new float[64 * 10];
        predictor.predict(batch(3), probabilities, 0);
        return probabilities;
    }

    /** The averaged weights were once validated and tested by oneDNN, which then had measured layouts. */
    @Test
    void aRunOfDl4jAsksOneDnnForNothing() {
        Path home = folder.resolve("home");
        Path run = folder.resolve("run");
        CliRun trained = CliRun.with(
                Map.of("MNIST_HOME", home.toString()),
                "train",
                "--arch",
                "mlp",
                "--data",
                "sample",
                "--epochs",
                "1",
                "--engine",
                "dl4j",
                "--set",
                "layers=[{conv: {filters: 2, kernel: 9, stride: 9}}, {flatten: {}}, {output: {}}]",
                "--set",
                "ema=0.9",
                "--no-report",
                "--out",
                run);
        assertThat(trained.code()).as(trained.err()).isZero();
        CliRun evaluated = CliRun.with(Map.of("MNIST_HOME", home.toString()), "evaluate", run);
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(run.resolve("layouts")).doesNotExist();
        assertThat(home.resolve("layouts")).doesNotExist();
    }
}
