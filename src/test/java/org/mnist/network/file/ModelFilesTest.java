package org.mnist.network.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist.config.ConfigLoader;
import org.mnist.config.Presets;
import org.mnist.config.TrainConfig;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.network.dl4j.NetworkSpec;
import org.mnist.testing.Fixture;
import org.mnist.testing.Models;
import org.mnist.testing.RandomArchitecture;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Models are read again exactly as they were written. */
class ModelFilesTest {
    private static final TrainConfig CONFIG = Models.smallConfig();
    private static final MultiLayerNetwork NETWORK = Models.trained(CONFIG);
    private static final byte[] SOUND = Models.bytes(NETWORK);

    private static final List<String> OPTIMIZERS = List.of(
            "{kind: adam, epsilon: 1.0e-8}",
            "{kind: nadam, beta1: 0.8}",
            "{kind: adamw, weight-decay: 0.013}",
            "{kind: sgd}",
            "{kind: sgd, momentum: 0.9, nesterov: true, weight-decay: 1.0e-4}");
    private static final List<String> INITIALIZERS =
            List.of("he-normal", "he-uniform", "glorot-uniform", "glorot-normal", "pytorch");

    @TempDir
    Path folder;

    static Stream<TrainConfig> presets() {
        return Presets.NAMES.stream().map(name -> ConfigLoader.load(name, null, List.of()));
    }

    static Stream<TrainConfig> randomNetworks() {
        return IntStream.range(0, 200)
                .mapToObj(i -> Fixture.config(
                        "layers",
                        RandomArchitecture.draw(i),
                        "optimizer",
                        OPTIMIZERS.get(i % OPTIMIZERS.size()),
                        "initializer",
                        INITIALIZERS.get(i / 7 % INITIALIZERS.size()),
                        "l2",
                        i % 5 < 2 && i % 3 == 0 ? "0.0003" : "0",
                        "seed",
                        Integer.toString(1 - 77 * i),
                        "learning-rate",
                        Double.toString(Math.pow(0.1, i % 8) / 3)));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void readsThePresets(TrainConfig config) throws IOException {
        readsBack(config, NetworkFactory.create(config));
    }

    @Test
    void readsWhateverCanBeConfigured() throws IOException {
        for (TrainConfig config : (Iterable<TrainConfig>) randomNetworks()::iterator) {
            readsBack(config, NetworkFactory.create(config));
        }
        readsBack(CONFIG, NETWORK);
        TrainConfig noRate = Fixture.config("layers", "[{flatten: {}}, {dropout: {rate: 0}}, {output: {}}]");
        readsBack(noRate, NetworkFactory.create(noRate));
    }

    private void readsBack(TrainConfig config, MultiLayerNetwork network) throws IOException {
        Path file = Files.write(folder.resolve("model.zip"), Models.bytes(network));
        for (Optional<NetworkSpec> expected :
                List.of(Optional.<NetworkSpec>empty(), Optional.of(NetworkSpec.of(config)))) {
            MultiLayerNetwork read = ModelFiles.open(file, expected, true).network();
            String what = ConfigLoader.print(config);
            assertThat(read.numParams())
                    .as(what)
                    .isEqualTo(config.architecture().parameters());
            assertThat(read.params()).as(what).isEqualTo(network.params());
            assertThat(read.getIterationCount()).as(what).isEqualTo(network.getIterationCount());
            INDArray state = network.getUpdater().getStateViewArray();
            assertThat(read.getUpdater().getStateViewArray()).as(what).isEqualTo(state);
        }
    }

    @Test
    void dl4jReadsThemToo() throws IOException {
        Path file = Files.write(folder.resolve("model.zip"), SOUND);
        MultiLayerNetwork read = MultiLayerNetwork.load(file.toFile(), true);
        assertThat(read.params()).isEqualTo(NETWORK.params());
        assertThat(read.getUpdater().getStateViewArray())
                .isEqualTo(NETWORK.getUpdater().getStateViewArray());
    }
}
