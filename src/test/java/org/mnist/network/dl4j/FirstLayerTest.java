package org.mnist.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.network.Shape;
import org.mnist.testing.Fixture;
import org.mnist.testing.MnistForm;

class FirstLayerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{conv: {filters: 7, kernel: 3}}, {flatten: {}}, {output: {}}] | 7 | 3",
                "[{zeropad: {amount: 2}}, {conv: {filters: 2, kernel: 5}}, {flatten: {}}, {output: {}}] | 2 | 5",
                "[{conv: {filters: 1, kernel: 1}}, {flatten: {}}, {output: {}}] | 1 | 1",
                "[{flatten: {}}, {dense: {units: 12, activation: relu}}, {output: {}}] | 12 | 28",
            })
    void kernelsAreTheWeightsAsImages(String layers, int count, int side) {
        MultiLayerNetwork network = NetworkFactory.create(Fixture.config("layers", layers));
        float[][][][] kernels = FirstLayer.kernels(network, MnistForm.SHAPE);
        assertThat(kernels).hasNumberOfRows(count);
        boolean dense = side == 28;
        String name = network.paramTable().keySet().stream()
                .filter(key -> key.endsWith("_W"))
                .findFirst()
                .orElseThrow();
        for (int k = 0; k < count; k++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    double weight = dense
                            ? network.getParam(name).getDouble(y * side + x, k)
                            : network.getParam(name).getDouble(k, 0, y, x);
                    assertThat(kernels[k][0][y][x]).isEqualTo((float) weight);
                }
            }
        }
    }

    /** Weights of colour images: a convolution has them by channel, and so has a dense layer, whose inputs come so. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{conv: {filters: 7, kernel: 3}}, {flatten: {}}, {output: {}}] | 7 | 3 | 3",
                "[{flatten: {}}, {dense: {units: 5, activation: relu}}, {output: {}}] | 5 | 8 | 9",
            })
    void kernelsOfColoursHaveThreeChannels(String layers, int count, int rows, int columns) {
        MultiLayerNetwork network = NetworkFactory.create(
                Fixture.config("task", "{channels: 3, height: 8, width: 9, classes: [a, b]}", "layers", layers));
        float[][][][] kernels = FirstLayer.kernels(network, Shape.maps(3, 8, 9));
        assertThat(kernels).hasNumberOfRows(count);
        boolean dense = rows == 8;
        for (int k = 0; k < count; k++) {
            for (int at = 0; at < 3 * rows * columns; at++) {
                int c = at / (rows * columns);
                int y = at / columns % rows;
                int x = at % columns;
                double weight = dense
                        ? network.getParam("0_W").getDouble(at, k)
                        : network.getParam("0_W").getDouble(k, c, y, x);
                assertThat(kernels[k][c][y][x]).isEqualTo((float) weight);
            }
        }
    }

    @Test
    void whatDoesNotSeeTheImageHasNone() {
        MultiLayerNetwork network = NetworkFactory.create(
                Fixture.config("layers", "[{flatten: {}}, {dense: {units: 5, activation: relu}}, {output: {}}]"));
        assertThat(FirstLayer.kernels(network, Shape.maps(3, 8, 9))).isEmpty();
    }
}
