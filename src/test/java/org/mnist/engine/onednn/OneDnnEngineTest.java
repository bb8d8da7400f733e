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
import org.mnist.engine.Engine;
import org.mnist.engine.Engines;
import org.mnist.engine.dl4j.Dl4jEngine;
import org.mnist.engine.graph.Graph;
import org.mnist.engine.graph.UnsupportedLayerException;
import org.mnist.engine.onednn.layout.LayoutCache;
import org.mnist.engine.onednn.layout.LayoutSelector;
import org.mnist.engine.onednn.layout.Tuner;
import org.mnist.engine.onednn.primitive.DataType;
import org.mnist.engine.onednn.stage.LayerLayout;
import org.mnist.network.dl4j.Backends;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.testing.NeedsOneDnn;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions;

@NeedsOneDnn
class OneDnnEngineTest {
    private static final String SMALL =
            "[{conv: {filters: 6, kernel: 5, stride: 3, activation: relu}}, {batchnorm: {}}, {dropout: {rate: 0.2}}, {flatten: {}}, {dense: {units: 20, activation: relu}}, {output: {}}]";

    @TempDir
    Path folder;

    private OneDnnEngine open(TrainConfig config, MultiLayerNetwork network) throws UnsupportedLayerException {
        return OneDnnEngine.open(network, config, config.batch(), config.precision(), List.of(folder), 2, line -> {});
    }

    private OneDnnEngine open(TrainConfig config) throws UnsupportedLayerException {
        return open(config, NetworkFactory.create(config));
    }

    @AfterEach
    void computeAlone() {
        Backends.computeHereWith(1);
    }

    /** Three epochs on 5,000 images, dropout and the smaller last batch included, on two threads. */
    @ParameterizedTest
    @ValueSource(strings = {"lenet5", "allconv"})
    void theSameSeedGivesTheSameBits(String preset) throws Exception {
        Backends.computeHereWith(2);
        TrainConfig config = ConfigLoader.load(preset, null, List.of(new Setting("batch", "128", "test")));
        INDArray once = trained(config, 3 * 40);
        assertThat(trained(config, 3 * 40)).isEqualTo(once);
        assertThat(trained(config.withSeed(2), 3 * 40)).isNotEqualTo(once);
    }

    private INDArray trained(TrainConfig config, int steps) throws Exception {
        try (OneDnnEngine engine = open(config)) {
            for (int step = 0; step < steps; step++) {
                engine.step(batch(step % 40, 128), 0.001); // batch 39 is smaller
            }
            return engine.sync().params().dup();
        }
    }

    /** Once Java has compiled it, which on a busy machine takes more than a few thousand steps. */
    @Test
    void aStepAllocatesNothing() throws Exception {
        TrainConfig config = config("layers", SMALL, "batch", "8");
        try (OneDnnEngine engine = open(config)) {
            var images = batch(1, 8);
            for (int round = 0; round < 8 && allocated(engine, images, 5_000) >= 25_000; round++) {}
            long resident = residentBytes();
            assertThat(allocated(engine, images, 10_000))
                    .isLessThan(50_000); // one small object a step would be 160,000
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
    private static MultiLayerNetwork steps(Engine engine, int from, int to) {
        for (int step = from; step < to; step++) {
            engine.step(batch(step), 0.01 / (1 + step % 3));
        }
        return engine.sync();
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
        try (OneDnnEngine engine =
                (OneDnnEngine) new Engines(folder, line -> {}).open(config, NetworkFactory.create(config), 8)) {
            assertThat(engine.profile().lines()).isNotEmpty().noneMatch(line -> line.kernel()
                    .startsWith("ref"));
        }
    }

    @Test
    void aLayerThatItLacksIsNamed() {
        MultiLayerNetwork network = softplus();
        List<String> said = new ArrayList<>();
        Engines engines = new Engines(folder, said::add);
        TrainConfig auto = config("layers", "[{flatten: {}}, {dense: {units: 5}}, {output: {}}]");
        try (Engine engine = engines.open(auto, network, 64)) {
            assertThat(engine.name()).isEqualTo("dl4j");
            assertThat(said).singleElement().asString().contains("layer 0", "softplus", "dl4j");
        }
        TrainConfig onednn = config("layers", "[{flatten: {}}, {dense: {units: 5}}, {output: {}}]", "engine", "onednn");
        assertThatThrownBy(() -> engines.open(onednn, softplus(), 64))
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
        try (Engine engine = new Engines(folder, line -> {}).open(config, NetworkFactory.create(config), 5000)) {
            assertThat(engine.name()).isEqualTo("onednn");
        }
    }

    @Test
    void bf16NeedsAProcessorThatHasIt() {
        assumeFalse(OneDnn.hasBf16());
        assertThatThrownBy(() -> Engines.check(config("precision", "bf16")))
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
                lossA = a.step(batch(step % 30), 0.003);
                lossB = b.step(batch(step % 30), 0.003);
            }
            assertThat(lossB).isNotEqualTo(lossA).isCloseTo(lossA, within(0.15));
        }
    }

    @Test
    void layoutsAreMeasuredOnce() throws Exception {
        TrainConfig config = config("layers", SMALL);
        Graph graph = Graph.forTraining(NetworkFactory.create(config));
        List<String> said = new ArrayList<>();
        LayoutSelector nobody = (g, b, t, n) -> {
            throw new AssertionError("measured again");
        };
        List<LayerLayout> first = new LayoutCache(folder, 2, new Tuner(), said::add)
                .select(graph, 8, true, DataType.F32);
        assertThat(new LayoutCache(folder, 2, nobody, said::add).select(graph, 8, true, DataType.F32))
                .isEqualTo(first);
        assertThatThrownBy(() -> new LayoutCache(folder, 2, nobody, said::add)
                        .select(graph, 9, true, DataType.F32))
                .hasMessage("measured again");
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                assertThat(text.lines().findFirst()).get().asString().contains(OneDnn.instructions());
                Files.writeString(file, text.substring(0, text.length() - 10)); // cut off
            }
        }
        List<LayerLayout> anew = new LayoutCache(folder, 2, (g, b, t, n) -> first, said::add)
                .select(graph, 8, true, DataType.F32);
        assertThat(anew).isEqualTo(first);
        assertThat(said).isEmpty();
        Path blocked = Files.createFile(folder.resolve("file"));
        new LayoutCache(blocked, 2, (g, b, t, n) -> first, said::add)
                .select(graph, 8, true, DataType.F32);
        assertThat(said).singleElement().asString().contains(blocked.toString());
    }
}
