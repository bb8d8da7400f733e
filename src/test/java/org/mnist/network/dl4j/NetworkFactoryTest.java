package org.mnist.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.mnist.config.ConfigLoader;
import org.mnist.config.ConfigLoader.Setting;
import org.mnist.config.Presets;
import org.mnist.config.TrainConfig;
import org.mnist.network.Architecture;
import org.mnist.network.LayerSpec;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetworkFactoryTest {
    static final List<String> NAMES = Presets.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void hasTheLayersShapesAndParametersOfTheArchitecture(String preset) {
        TrainConfig config = ConfigLoader.load(preset, null, List.of());
        MultiLayerNetwork network = NetworkFactory.create(config);
        assertThat(network.numParams()).isEqualTo(config.architecture().parameters());
        List<INDArray> activations = network.feedForward(Nd4j.rand(3, 784), false);
        int layer = 0;
        for (Architecture.Row row : config.architecture().rows()) {
            if (!(row.layer() instanceof LayerSpec.Flatten)) {
                INDArray out = activations.get(++layer);
                assertThat(out.length())
                        .as("%s %s", preset, row)
                        .isEqualTo(3L * row.out().size());
                assertThat(network.getLayer(layer - 1).numParams()).isEqualTo(row.parameters());
            }
        }
        INDArray sums = activations.get(layer).sum(1);
        for (int i = 0; i < 3; i++) {
            assertThat(sums.getDouble(i)).isCloseTo(1, within(1e-5));
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void itsConfigurationIsDl4jsOwn(String preset) {
        MultiLayerNetwork network = NetworkFactory.create(ConfigLoader.load(preset, null, List.of()));
        String json = network.getLayerWiseConfigurations().toJson();
        assertThat(json).doesNotContain("org.mnist");
        assertThat(MultiLayerConfiguration.fromJson(json)).isEqualTo(network.getLayerWiseConfigurations());
    }

    @Test
    void aBatchNormAfterFlattenWorksOnEveryFeature() {
        TrainConfig config = ConfigLoader.load(
                "mlp",
                null,
                List.of(new Setting(
                        "layers",
                        "[{maxpool: {size: 4}}, {flatten: {}}, {batchnorm: {}}, {flatten: {}}, {dropout: {rate: 0.5}}, {output: {}}]",
                        "test")));
        MultiLayerNetwork network = NetworkFactory.create(config);
        assertThat(network.numParams())
                .isEqualTo(config.architecture().parameters())
                .isEqualTo(4 * 49 + 500);
        assertThat(network.output(Nd4j.rand(2, 784)).shape()).containsExactly(2, 10);
    }

    /** DL4J takes the share that is kept; ours is the share dropped, and the rest is scaled up for it. */
    @Test
    void dropoutDropsTheShareThatItSays() {
        TrainConfig config = ConfigLoader.load(
                "mlp",
                null,
                List.of(new Setting("layers", "[{flatten: {}}, {dropout: {rate: 0.2}}, {output: {}}]", "test")));
        INDArray dropped = NetworkFactory.create(config)
                .feedForward(Nd4j.ones(100, 784), true)
                .get(1);
        assertThat(dropped.eq(0).castTo(DataType.FLOAT).meanNumber().doubleValue())
                .isCloseTo(0.2, within(0.01));
        assertThat(dropped.maxNumber().doubleValue()).isCloseTo(1.25, within(1e-5));
    }

    @Test
    void weightsAreAFunctionOfTheSeed() {
        assertThat(weights("lenet5", 1, "glorot-uniform")).isEqualTo(weights("lenet5", 1, "glorot-uniform"));
        assertThat(weights("lenet5", 1, "glorot-uniform")).isNotEqualTo(weights("lenet5", 2, "glorot-uniform"));
    }

    /** Mean 0, and the spread and the limit that the source of each initialiser gives for a 784 × 128 layer. */
    @ParameterizedTest
    @CsvSource({
        "he-normal, 0.050507627, 0.1149",
        "he-uniform, 0.050507627, 0.0875",
        "glorot-normal, 0.046829290, 0.1065",
        "glorot-uniform, 0.046829290, 0.0812",
        "pytorch, 0.020619652, 0.0358"
    })
    void weightsAreSpreadAsTheirSourceSays(String initializer, double sigma, double limit) {
        INDArray dense = weights("mlp", 1, initializer).get("0_W");
        assertThat(dense.meanNumber().doubleValue()).isCloseTo(0, within(sigma / 50));
        assertThat(dense.stdNumber().doubleValue()).isCloseTo(sigma, within(sigma / 100));
        assertThat(dense.amaxNumber().doubleValue()).isBetween(0.97 * limit, limit);
        INDArray bias = weights("mlp", 1, initializer).get("0_b");
        assertThat(bias.amaxNumber().doubleValue() > 0).isEqualTo(initializer.equals("pytorch"));
    }

    /** Keras's fan-out of a convolution is kernel² · filters, whatever the stride. */
    @Test
    void convolutionsCountTheirWindowAsFan() {
        INDArray conv = weights("twoconv", 1, "glorot-uniform").get("1_W");
        double limit = Math.sqrt(6.0 / (9 * 32 + 9 * 64));
        assertThat(conv.amaxNumber().doubleValue()).isBetween(0.99 * limit, limit);
    }

    private static Map<String, INDArray> weights(String preset, long seed, String initializer) {
        TrainConfig config = ConfigLoader.load(
                preset,
                null,
                List.of(
                        new Setting("seed", Long.toString(seed), "test"),
                        new Setting("initializer", initializer, "test")));
        return NetworkFactory.create(config).paramTable();
    }
}
