package org.mnist.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.mnist.config.TrainConfig;
import org.mnist.testing.Fixture;

class WeightTransferTest {
    private static final String START =
            "[{conv: {filters: 3, kernel: 5}}, {batchnorm: {}}, {flatten: {}}, {dense: {units: 7}}, ";

    private static TrainConfig config(String layers, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "layers";
        all[1] = layers;
        System.arraycopy(more, 0, all, 2, more.length);
        return Fixture.config(all);
    }

    @Test
    void layersOfTheSameShapeAreTakenOverAndTheOthersStay() {
        TrainConfig letters = config(
                START + "{output: {}}]",
                "task",
                "{channels: 1, height: 28, width: 28, classes: [a, b, c]}",
                "seed",
                "2");
        TrainConfig digits = config(START + "{output: {}}]");
        MultiLayerNetwork target = NetworkFactory.create(letters);
        MultiLayerNetwork source = NetworkFactory.create(digits);
        source.getLayer(1).getParam("mean").assign(0.25);
        float[] output = target.getLayer(3).getParam("W").dup().data().asFloat();
        WeightTransfer transfer = new WeightTransfer(letters.architecture(), digits.architecture(), false);
        transfer.apply(target, source);
        assertThat(transfer.taken()).containsExactly("conv 3 5×5", "batchnorm", "dense 7");
        assertThat(transfer.drawn()).containsExactly("output softmax 3");
        for (int layer = 0; layer < 3; layer++) {
            assertThat(target.getLayer(layer).params())
                    .isEqualTo(source.getLayer(layer).params());
        }
        assertThat(target.getLayer(3).getParam("W").dup().data().asFloat()).isEqualTo(output);
    }

    @Test
    void theLastLayerIsOfTheClasses() {
        TrainConfig config = config(START + "{output: {}}]");
        for (boolean sameClasses : new boolean[] {true, false}) {
            WeightTransfer transfer = new WeightTransfer(config.architecture(), config.architecture(), sameClasses);
            assertThat(transfer.drawn().equals(List.of("output softmax 10"))).isEqualTo(!sameClasses);
            assertThat(transfer.drawn().isEmpty()).isEqualTo(sameClasses);
        }
    }

    @Test
    void aLayerOfAnotherKindOrShapeIsNotTakenOver() {
        TrainConfig wide =
                config("[{conv: {filters: 3, kernel: 3}}, {flatten: {}}, {dense: {units: 7}}, {output: {}}]");
        TrainConfig deep = config(START + "{output: {}}]");
        WeightTransfer transfer = new WeightTransfer(wide.architecture(), deep.architecture(), true);
        assertThat(transfer.taken()).isEmpty();
        assertThat(transfer.drawn()).containsExactly("conv 3 3×3", "dense 7", "output softmax 10");
    }

    @Test
    void nothingToTakeOverAndRandomLayersThatWouldStayAreRefused() {
        TrainConfig wide =
                config("[{conv: {filters: 3, kernel: 3}}, {flatten: {}}, {dense: {units: 7}}, {output: {}}]");
        TrainConfig deep = config(START + "{output: {}}]");
        assertThatThrownBy(() -> new WeightTransfer(wide.architecture(), deep.architecture(), true).require(0))
                .hasMessageStartingWith("none of its layers has the shape of one of this network (conv 3 3×3, …)");
        WeightTransfer some = new WeightTransfer(deep.architecture(), deep.architecture(), false);
        some.require(3);
        assertThatThrownBy(() -> some.require(4))
                .hasMessage(
                        "it has no layer for output softmax 10, which --freeze 4 would leave as it was drawn; freeze 3 at"
                                + " most");
    }
}
