package org.mnist.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist.testing.Fixture.batch;
import static org.mnist.testing.Fixture.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.testing.CliRun;
import org.mnist.testing.NeedsOneDnn;
import org.mnist.testing.TestCache;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Running means and variances in the first steps of a training, in each engine. */
class RunningAverageTest {
    /** The first batch norm gets the images themselves, so that a test knows what its statistics should be. */
    private static final String LAYERS =
            "[{batchnorm: {momentum: %s}}, {conv: {filters: 4, kernel: 5, stride: 3}}, {batchnorm: {momentum: 0.75}},"
                    + " {activation: {function: relu}}, {dropout: {rate: 0.3}}, {flatten: {}}, {output: {}}]";

    private static final int STOP = 3;
    private static final int STEPS = 10;

    @TempDir
    Path folder;

    private static TrainConfig train(String engine, double momentum) {
        return config("layers", LAYERS.formatted(momentum), "engine", engine, "optimizer.kind", "nadam");
    }

    private static TrainingEngine open(TrainConfig config, MultiLayerNetwork network, RunningAverage average) {
        return new Engines(TestCache.FOLDER.resolve("layouts"), line -> {})
                .training(config, () -> network, average, config.batch());
    }

    private static void steps(TrainingEngine engine, int from, int to) {
        for (int step = from; step < to; step++) {
            engine.step(batch(step), 0.01);
        }
    }

    /** The network after all steps, in one go or stopped and saved after a few. */
    private INDArray trained(TrainConfig config, RunningAverage average, int... stops) throws IOException {
        MultiLayerNetwork network = NetworkFactory.create(config);
        File file = folder.resolve("model.zip").toFile();
        int from = 0;
        for (int to : stops) {
            try (TrainingEngine engine = open(config, network, average)) {
                steps(engine, from, to);
                ModelSerializer.writeModel(engine.network(), file, true);
            }
            network = MultiLayerNetwork.load(file, true);
            from = to;
        }
        try (TrainingEngine engine = open(config, network, average)) {
            steps(engine, from, STEPS);
            return engine.network().params().dup();
        }
    }

    @Test
    void keepsWhatAPlainAverageKeepsAndNeverMoreThanTheMomentum() {
        assertThat(IntStream.range(0, 7).mapToDouble(step -> RunningAverage.PLAIN_FIRST.kept(0.75, step)))
                .containsExactly(0.0, 1 / 2.0, 2 / 3.0, 0.75, 0.75, 0.75, 0.75);
        assertThat(IntStream.range(0, 3).mapToDouble(step -> RunningAverage.EXPONENTIAL.kept(0.75, step)))
                .containsExactly(0.75, 0.75, 0.75);
    }

    /** Mean and variance of the pixels of each batch, averaged here. */
    @ParameterizedTest
    @MethodSource("org.mnist.testing.NeedsOneDnn$Build#engines")
    void firstIsThePlainAverageOfTheBatches(String engine) {
        TrainConfig config = train(engine, 0.99);
        double mean = 0;
        double variance = 0;
        try (TrainingEngine trained = open(config, NetworkFactory.create(config), RunningAverage.PLAIN_FIRST)) {
            for (int step = 0; step < STEPS; step++) {
                trained.step(batch(step), 0.01);
                double[] ofBatch = statistics(batch(step));
                mean += ofBatch[0];
                variance += ofBatch[1];
                MultiLayerNetwork network = trained.network();
                int steps = step + 1;
                assertThat(network.getParam("0_mean").getDouble(0))
                        .as("mean after %d steps", steps)
                        .isCloseTo(mean / steps, within(1e-5)); // DL4J adds 50,176 pixels in 32 bits
                assertThat(network.getParam("0_var").getDouble(0))
                        .as("variance after %d steps", steps)
                        .isCloseTo(variance / steps, within(1e-5)); // DL4J adds 50,176 pixels in 32 bits
            }
        }
    }

    private static double[] statistics(Batch batch) {
        int count = batch.size() * 784;
        double mean =
                IntStream.range(0, count).mapToDouble(i -> batch.images()[i]).sum() / count;
        double square = IntStream.range(0, count)
                        .mapToDouble(i -> Math.pow(batch.images()[i] - mean, 2))
                        .sum()
                / count;
        return new double[] {mean, square};
    }

    /** From the fourth step on one norm is exponential, from the second on the other: a stop lies between. */
    @ParameterizedTest
    @MethodSource("org.mnist.testing.NeedsOneDnn$Build#engines")
    void aStoppedTrainingGoesOnExactly(String engine) throws IOException {
        TrainConfig config = train(engine, 0.5);
        INDArray plainFirst = trained(config, RunningAverage.PLAIN_FIRST);
        assertThat(trained(config, RunningAverage.PLAIN_FIRST, STOP)).isEqualTo(plainFirst);
        INDArray exponential = trained(config, RunningAverage.EXPONENTIAL);
        assertThat(trained(config, RunningAverage.EXPONENTIAL, STOP)).isEqualTo(exponential);
        assertThat(exponential).isNotEqualTo(plainFirst);
    }

    /** An epoch of 75 steps, after which the average that began at 0 and 1 found 29 % right, and with --set ema=0.999 fewer. */
    @NeedsOneDnn
    @ParameterizedTest
    @ValueSource(strings = {"0", "0.999"})
    void anEpochOfTheSampleIsEnough(String ema) throws IOException {
        Path run = folder.resolve("run");
        CliRun trained = CliRun.of(
                "train",
                "--arch",
                "lenet5",
                "--data",
                "sample",
                "--epochs",
                "1",
                "--set",
                "ema=" + ema,
                "--no-report",
                "--out",
                run);
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(new ObjectMapper()
                        .readTree(Files.readString(run.resolve("result.json")))
                        .at("/last/test/accuracy")
                        .asDouble())
                .isGreaterThan(0.8);
    }

    /** What is saved names the momentum of the configuration, at whatever step. */
    @ParameterizedTest
    @MethodSource("org.mnist.testing.NeedsOneDnn$Build#engines")
    void theSavedConfigurationIsTheSameAtEveryStep(String engine) {
        TrainConfig config = train(engine, 0.99);
        MultiLayerNetwork start = NetworkFactory.create(config);
        String before = start.getLayerWiseConfigurations().toJson();
        try (TrainingEngine trained = open(config, start, RunningAverage.PLAIN_FIRST)) {
            trained.step(batch(1), config.learningRate());
            String after = trained.network().getLayerWiseConfigurations().toJson();
            assertThat(after.replace("\"iterationCount\" : 1", "\"iterationCount\" : 0"))
                    .isEqualTo(before)
                    .contains("\"decay\" : 0.99", "\"decay\" : 0.75");
        }
    }
}
