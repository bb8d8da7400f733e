package org.mnist.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.config.TrainConfig;
import org.mnist.engine.dl4j.Dl4jEngine;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.network.dl4j.NetworkSpec;
import org.mnist.testing.Fixture;
import org.mnist.testing.NeedsOneDnn;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Frozen layers stay as they are in both engines, whatever the optimiser does, and all others learn alike. */
@NeedsOneDnn
class FrozenLayersTest {
    private static final String LAYERS =
            "[{conv: {filters: 6, kernel: 5, activation: tanh}}, {batchnorm: {momentum: 0.8}},"
                    + " {avgpool: {size: 2}}, {conv: {filters: 8, kernel: 3}}, {batchnorm: {}}, {activation: {function: elu}},"
                    + " {flatten: {}}, {dense: {units: 20, activation: tanh}}, {output: {}}]";

    private static TrainConfig config(int freeze, String optimizer) {
        return Fixture.config(
                "layers",
                LAYERS,
                "init",
                "a model",
                "freeze",
                "" + freeze,
                "batch",
                "16",
                "l2",
                "0.01",
                "optimizer",
                optimizer);
    }

    /** A network whose statistics are not those of its batches. */
    private static MultiLayerNetwork network(TrainConfig config) {
        MultiLayerNetwork network = NetworkFactory.create(config);
        Random random = new Random(3);
        network.paramTable().forEach((name, values) -> {
            if (name.matches(".*(mean|var|gamma|beta)")) {
                for (int i = 0; i < values.length(); i++) {
                    values.putScalar(i, 0.5 + random.nextDouble());
                }
            }
        });
        return network;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | {kind: sgd, momentum: 0.9}",
                "1 | {kind: sgd, momentum: 0.9}",
                "2 | {kind: sgd}",
                "3 | {kind: sgd, momentum: 0.9}",
                "4 | {kind: adam}",
                "5 | {kind: sgd}",
            })
    void theyStayAndTheOthersLearnAsInDl4j(int freeze, String optimizer) {
        TrainConfig config = config(freeze, optimizer);
        MultiLayerNetwork start = network(config);
        float[] before = start.params().dup().data().asFloat();
        int first = NetworkSpec.of(config).firstLearning(freeze);
        int frozen = 0;
        for (int i = 0; i < first; i++) {
            frozen += Math.toIntExact(start.getLayer(i).numParams());
        }
        try (Dl4jEngine reference = new Dl4jEngine(start.clone(), config);
                OneDnnEngine engine = Parity.open(config, start, Parity.randomLayouts(freeze))) {
            for (int step = 0; step < 4; step++) {
                double expected = reference.step(Fixture.batch(step, 16), 0.02).loss();
                assertThat(engine.step(Fixture.batch(step, 16), 0.02).loss())
                        .as("loss of step %d", step)
                        .isCloseTo(expected, within(1e-3 * expected));
            }
            float[] after = engine.parameters();
            float[] expected = reference.parameters();
            assertThat(Arrays.copyOf(after, frozen)).isEqualTo(Arrays.copyOf(before, frozen));
            assertThat(Arrays.copyOf(expected, frozen)).isEqualTo(Arrays.copyOf(before, frozen));
            assertThat(after).containsExactly(expected, within(3e-3f));
            assertThat(Arrays.copyOfRange(after, frozen, after.length))
                    .isNotEqualTo(Arrays.copyOfRange(before, frozen, before.length));
            INDArray saved = engine.network().params();
            assertThat(saved.dup().data().asFloat()).isEqualTo(after);
        }
    }
}
