package org.mnist.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mnist.testing.Fixture.batch;
import static org.mnist.testing.Fixture.config;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Failure;
import org.mnist.config.ConfigLoader;
import org.mnist.config.ConfigLoader.Setting;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.engine.Engines;
import org.mnist.engine.RunningAverage;
import org.mnist.engine.TrainingEngine;
import org.mnist.engine.dl4j.Dl4jEngine;
import org.mnist.engine.graph.UnsupportedLayerException;
import org.mnist.engine.onednn.layout.LayoutSelector;
import org.mnist.engine.onednn.layout.Tuner;
import org.mnist.engine.onednn.primitive.UnimplementedPrimitiveException;
import org.mnist.network.dl4j.Backends;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.testing.NeedsOneDnn;
import org.mnist.testing.Slow;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions;

@NeedsOneDnn
class OneDnnEngineTest {
    private static final String SMALL =
            "[{conv: {filters: 6, kernel: 5, stride: 3, activation: relu}}, {batchnorm: {}}, {dropout: {rate: 0.2}},"
                    + " {flatten: {}}, {dense: {units: 20, activation: relu}}, {output: {}}]";

    /** Bytes of a step's result: a header of 12, a double and an int. */
    private static final int RESULT = 24;

    @TempDir
    Path folder;

    private OneDnnEngine open(TrainConfig config, MultiLayerNetwork network) throws UnsupportedLayerException {
        return OneDnnEngine.open(
                network, config, RunningAverage.PLAIN_FIRST, config.batch(), List.of(folder), line -> {});
    }

    private OneDnnEngine open(TrainConfig config) throws UnsupportedLayerException {
        return open(config, NetworkFactory.create(config));
    }

    @AfterEach
    void computeAlone() {
        Backends.computeHereWith(1);
    }

    /** Before anything is trained or predicted, so that another engine can do it. */
    @Test
    void whatOneDnnCannotRunIsRefusedAtOnce() {
        TrainConfig config = config("layers", SMALL);
        LayoutSelector trainsOnly = request -> {
            if (!request.training()) {
                throw new UnimplementedPrimitiveException("conv 1");
            }
            return new Tuner().select(request);
        };
        assertThatThrownBy(() -> OneDnnPredictor.open(NetworkFactory.create(config), config.compute(), trainsOnly))
                .isInstanceOf(UnsupportedLayerException.class)
                .hasMessageContaining("conv 1");
        assertThatThrownBy(() -> OneDnnEngine.open(
                        NetworkFactory.create(config), config, RunningAverage.PLAIN_FIRST, 64, trainsOnly))
                .isInstanceOf(UnsupportedLayerException.class)
                .hasMessageContaining("conv 1");
    }

    /** Some steps about the end of an epoch, whose last batch is smaller, on two threads. */
    @Test
    void theSameSeedGivesTheSameBits() throws Exception {
        requireSameBits("lenet5", 36, 43);
    }

    /** Three epochs on 5,000 images, on two threads. */
    @Slow
    @ParameterizedTest
    @ValueSource(strings = {"lenet5", "allconv"})
    void theSameSeedGivesTheSameBitsAtLength(String preset) throws Exception {
        requireSameBits(preset, 0, 3 * 40);
    }

    private void requireSameBits(String preset, int from, int to) throws Exception {
        Backends.computeHereWith(2);
        TrainConfig config = ConfigLoader.load(preset, null, List.of(new Setting("batch", "128", "test")));
        INDArray once = trained(config, from, to);
        assertThat(trained(config, from, to)).isEqualTo(once);
        assertThat(trained(config.withSeed(2), from, to)).isNotEqualTo(once);
    }

    private INDArray trained(TrainConfig config, int from, int to) throws Exception {
        try (OneDnnEngine engine = open(config)) {
            for (int step = from; step < to; step++) {
                engine.step(batch(step % 40, 128), 0.001); // batch 39 is smaller
            }
            return engine.network().params().dup();
        }
    }

    /**
     * Once Java has compiled it, which on a busy machine takes more than a few thousand steps, a step leaves its result of
     * 24 bytes on the heap and nothing else.
     */
    @Test
    void aStepAllocatesItsResultAlone() throws Exception {
        TrainConfig config = config("layers", SMALL, "batch", "8");
        try (OneDnnEngine engine = open(config)) {
            var images = batch(1, 8);
            for (int round = 0; round < 8 && allocated(engine, images, 5_000) >= 5_000 * RESULT + 25_000; round++) {}
            long resident = residentBytes();
            assertThat(allocated(engine, images, 10_000))
                    .isLessThan(10_000 * RESULT + 50_000); // one small object more a step would be 160,000
            assertThat(residentBytes() - resident).isLessThan(2L << 20);
        }
    }

    /** Bytes of Java's heap. */
    private static long allocated(OneDnnEngine engine, Batch images, int steps) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int step = 0; step < steps; step++) {
            engine.step(images, 0.001);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static long residentBytes() throws Exception {
        Path status = Path.of("/proc/self/statm");
        assumeTrue(Files.exists(status), "the resident size is known on Linux only");
        return Long.parseLong(Files.readString(status).split(" ", -1)[1]) * 4096;
    }

    /** Each engine goes on with what the other has left, momentum and all. */
    @Test
    void aRunChangesEngineHalfWay() throws Exception {
        String still = SMALL.replace(", {dropout: {rate: 0.2}}", ""); // the engines draw other masks
        for (String kind : List.of("adam", "nadam", "sgd")) {
            TrainConfig config = config(
                    "layers", still, "optimizer.kind", kind, "optimizer.momentum", kind.equals("sgd") ? "0.9" : "0");
            INDArray throughout = steps(new Dl4jEngine(NetworkFactory.create(config), config), 0, 8)
                    .params();
            MultiLayerNetwork halfSlow = steps(new Dl4jEngine(NetworkFactory.create(config), config), 0, 4);
            INDArray thenFast = steps(open(config, loaded(halfSlow)), 4, 8).params();
            MultiLayerNetwork halfFast = steps(open(config), 0, 4);
            INDArray thenSlow =
                    steps(new Dl4jEngine(loaded(halfFast), config), 4, 8).params();
            INDArray way = throughout.sub(NetworkFactory.create(config).params());
            double tolerance = 5e-3 * way.amaxNumber().doubleValue();
            assertThat(thenFast.sub(throughout).amaxNumber().doubleValue())
                    .as(kind)
                    .isLessThan(tolerance);
            assertThat(thenSlow.sub(throughout).amaxNumber().doubleValue())
                    .as(kind)
                    .isLessThan(tolerance);
        }
    }

    @Test
    void aSavedNetworkGoesOnExactly() throws Exception {
        TrainConfig config = config("layers", SMALL, "optimizer.kind", "nadam");
        INDArray throughout = steps(open(config), 0, 8).params();
        INDArray inTwo =
                steps(open(config, loaded(steps(open(config), 0, 4))), 4, 8).params();
        assertThat(inTwo).isEqualTo(throughout);
    }

    /** The network after steps; the engine is left open, for it owns the network. */
    private static MultiLayerNetwork steps(TrainingEngine engine, int from, int to) {
        for (int step = from; step < to; step++) {
            engine.step(batch(step), 0.01 / (1 + step % 3));
        }
        return engine.network();
    }

    private MultiLayerNetwork loaded(MultiLayerNetwork network) throws Exception {
        File file = folder.resolve("model.zip").toFile();
        ModelSerializer.writeModel(network, file, true);
        return MultiLayerNetwork.load(file, true);
    }

    /** The reference kernels of oneDNN are hundreds of times slower than the others: one of them halves the speed. */
    @ParameterizedTest
    @ValueSource(strings = {"twoconv-bn", "lenet5", "allconv", "conv3x3", "cnn", "tiny", "small", "strong", "sprint"})
    void noPresetNeedsAReferenceKernel(String name, @TempDir Path folder) {
        TrainConfig config = ConfigLoader.load(name, null, List.of(new Setting("batch", "8", "test")));
        try (TrainingEngine engine =
                new Engines(folder, line -> {}).training(config, () -> NetworkFactory.create(config), 8)) {
            assertThat(engine.profile().orElseThrow().lines())
                    .isNotEmpty()
                    .noneMatch(line -> line.kernel().startsWith("ref"));
        }
    }

    @Test
    void aLayerThatItLacksIsNamed() {
        MultiLayerNetwork network = softplus();
        List<String> said = new ArrayList<>();
        Engines engines = new Engines(folder, said::add);
        TrainConfig auto = config("layers", "[{flatten: {}}, {dense: {units: 5}}, {output: {}}]");
        try (TrainingEngine engine = engines.training(auto, () -> network, 64)) {
            assertThat(engine.name()).isEqualTo("dl4j");
            assertThat(said).singleElement().asString().contains("layer 0", "softplus", "dl4j");
        }
        TrainConfig onednn = config("layers", "[{flatten: {}}, {dense: {units: 5}}, {output: {}}]", "engine", "onednn");
        assertThatThrownBy(() -> engines.training(onednn, OneDnnEngineTest::softplus, 64))
                .hasMessageContaining("layer 0")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.UNAVAILABLE);
    }

    private static MultiLayerNetwork softplus() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(784)
                        .nOut(5)
                        .activation(Activation.SOFTPLUS)
                        .build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(5)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    @Test
    void autoIsTheFastEngine() {
        TrainConfig config = config("layers", SMALL);
        try (TrainingEngine engine =
                new Engines(folder, line -> {}).training(config, () -> NetworkFactory.create(config), 5000)) {
            assertThat(engine.name()).isEqualTo("onednn");
        }
    }

    @Test
    void bf16NeedsAProcessorThatHasIt() {
        assumeFalse(OneDnn.hasBf16());
        assertThatThrownBy(() -> Engines.check(config("precision", "bf16").compute()))
                .hasMessageContaining("avx512_bf16")
                .hasMessageContaining("bf16-emulated")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.UNAVAILABLE);
    }

    /** Emulated or not, bfloat16 trains nearly as 32 bits do, and not quite: its numbers have 8 bits. */
    @ParameterizedTest
    @ValueSource(strings = {"bf16-emulated", "bf16"})
    void bf16TrainsNearlyAsWell(String precision) throws Exception {
        assumeTrue(precision.equals("bf16-emulated") || OneDnn.hasBf16());
        TrainConfig full = config("layers", SMALL);
        TrainConfig half = config("layers", SMALL, "precision", precision);
        try (OneDnnEngine a = open(full);
                OneDnnEngine b = open(half)) {
            double lossA = 0;
            double lossB = 0;
            for (int step = 0; step < 60; step++) {
                lossA = a.step(batch(step % 30), 0.003).loss();
                lossB = b.step(batch(step % 30), 0.003).loss();
            }
            assertThat(lossB).isNotEqualTo(lossA).isCloseTo(lossA, within(0.15));
        }
    }
}
