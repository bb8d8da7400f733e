package org.mnist.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist.testing.MnistForm;

/** Layers in their places: shapes handed on, parameters and work added up, and what does not fit. */
class ArchitectureTest {
    private static final LayerSpec CONV = new LayerSpec.Conv(4, 3, 2, Padding.SAME, null, null);
    private static final LayerSpec FLATTEN = new LayerSpec.Flatten();
    private static final LayerSpec OUTPUT = new LayerSpec.Output(null, null);

    private static final List<LayerSpec> LAYERS = List.of(
            CONV,
            new LayerSpec.BatchNorm(null, null),
            new LayerSpec.MaxPool(2, null, null),
            FLATTEN,
            new LayerSpec.Dense(20, false, null),
            OUTPUT);

    private static Architecture architecture(List<LayerSpec> layers) {
        return new Architecture(layers, MnistForm.SHAPE, MnistForm.CLASSES);
    }

    @Test
    void eachLayerGetsWhatTheOneBeforeMakes() {
        Architecture architecture = architecture(LAYERS);
        assertThat(architecture.rows())
                .extracting(row -> row.number() + ": " + row.in() + " to " + row.out())
                .containsExactly(
                        "1: 28×28×1 to 14×14×4",
                        "2: 14×14×4 to 14×14×4",
                        "3: 14×14×4 to 7×7×4",
                        "4: 7×7×4 to 196",
                        "5: 196 to 20",
                        "6: 20 to 10");
        int convolution = 4 * 9 + 4;
        int dense = 196 * 20;
        int output = 21 * 10;
        assertThat(architecture.parameters()).isEqualTo(convolution + 4 * 4 + dense + output);
        assertThat(architecture.trainable()).isEqualTo(convolution + 2 * 4 + dense + output);
        double multiplications = 14.0 * 14 * 4 * 9 + dense + 20 * 10;
        assertThat(architecture.megaflop()).isCloseTo(2 * multiplications / 1e6, within(1e-12));
    }

    @Test
    void theFirstLayerThatDoesNotFitIsNamedWithItsInput() {
        assertThatThrownBy(() -> architecture(List.of(FLATTEN, CONV, OUTPUT)))
                .hasMessage("layers: layer 2, conv 4 3×3 stride 2 same, does not fit its input 784: it needs feature"
                        + " maps, not a vector; move it before flatten, globalavgpool, globalmaxpool or dense");
        LayerSpec large = new LayerSpec.MaxPool(20, null, null);
        assertThatThrownBy(() -> architecture(List.of(CONV, large, FLATTEN, OUTPUT)))
                .hasMessage("layers: layer 2, maxpool 20×20, does not fit its input 14×14×4: its 20×20 window is larger"
                        + " than the image; a smaller one or padding: same would fit");
        assertThatThrownBy(() -> architecture(List.of(CONV, OUTPUT)))
                .hasMessageEndingWith("does not fit its input 14×14×4: it needs a vector; put flatten,"
                        + " globalavgpool or globalmaxpool before it");
    }

    /** A window of the whole image makes one number of each map; one row more makes none. */
    @Test
    void aWindowMayBeAsLargeAsTheImage() {
        LayerSpec whole = new LayerSpec.AvgPool(28, null, null);
        assertThat(architecture(List.of(whole, FLATTEN, OUTPUT)).rows().get(0).out())
                .isEqualTo(Shape.maps(1, 1, 1));
        LayerSpec.AvgPool pool = new LayerSpec.AvgPool(8, null, null);
        assertThatThrownBy(() -> pool.output(Shape.maps(1, 8, 7))).hasMessageContaining("8×8 window is larger");
        assertThatThrownBy(() -> pool.output(Shape.maps(1, 7, 8))).hasMessageContaining("8×8 window is larger");
        assertThat(pool.output(Shape.maps(3, 8, 8))).isEqualTo(Shape.maps(3, 1, 1));
    }

    @Test
    void anOutputIsTheLastLayerAndOnlyTheLast() {
        assertThatThrownBy(() -> architecture(List.of(FLATTEN, OUTPUT, OUTPUT)))
                .hasMessage("layers: layer 2 is output; output must be the last layer, and only the last");
        assertThatThrownBy(() -> architecture(List.of(FLATTEN)))
                .hasMessage("layers: layer 1 is flatten; output must be the last layer, and only the last");
        assertThatThrownBy(() -> architecture(List.of())).hasMessageStartingWith("layers is empty");
        assertThatThrownBy(() -> architecture(null)).hasMessageStartingWith("layers is empty");
        assertThatThrownBy(() -> architecture(Arrays.asList(FLATTEN, null))).hasMessage("layers: layer 2 is empty");
    }

    /** Two layers with weights, and the pooling between them and what comes next learns nothing anyway. */
    @Test
    void layersThatAreFrozenLearnNothing() {
        Architecture all = architecture(LAYERS);
        Architecture some = all.freeze(2);
        assertThat(some.rows())
                .extracting(Architecture.Row::frozen)
                .containsExactly(true, true, false, false, false, false);
        assertThat(some.parameters()).isEqualTo(all.parameters());
        assertThat(all.trainable() - some.trainable()).isEqualTo(4 * 9 + 4 + 2 * 4);
        assertThat(some.rows().get(0).trainable()).isZero();
        assertThat(all.freeze(0).rows()).isEqualTo(all.rows());
        assertThat(all.freeze(4).trainable()).isZero();
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsBuilt() {
        LayerSpec wide = new LayerSpec.Dense(16_384, null, null);
        assertThatThrownBy(() -> architecture(List.of(FLATTEN, wide, wide, OUTPUT)))
                .hasMessageMatching("layers: the network has \\d+ parameters; up to 100000000 are supported");
        LayerSpec pad = new LayerSpec.ZeroPad(28);
        LayerSpec many = new LayerSpec.Conv(4096, 1, null, null, null, null);
        assertThatThrownBy(() -> architecture(List.of(
                        pad, pad, pad, pad, pad, pad, pad, pad, pad, pad, pad, pad, pad, many, FLATTEN, OUTPUT)))
                .hasMessageMatching("layers: layer 15 makes too many numbers of its input 756×756×4096");
    }

    @Test
    void aLayerSaysWhatSetsItApart() {
        assertThat(new LayerSpec.Conv(8, 5, null, new Padding(false, 2), false, Activation.LEAKY_RELU).detail())
                .isEqualTo("8 5×5 pad 2 no-bias leaky-relu");
        assertThat(new LayerSpec.Conv(8, 5, null, null, null, null).detail()).isEqualTo("8 5×5");
        assertThat(new LayerSpec.MaxPool(3, 2, Padding.SAME).detail()).isEqualTo("3×3 stride 2 same");
        assertThat(new LayerSpec.AvgPool(3, 3, null).detail()).isEqualTo("3×3");
        assertThat(new LayerSpec.Dense(9, false, Activation.TANH).detail()).isEqualTo("9 no-bias tanh");
        assertThat(new LayerSpec.Dense(9, null, null).detail()).isEqualTo("9");
        assertThat(new LayerSpec.Dropout(0.25).detail()).isEqualTo("0.25");
        assertThat(new LayerSpec.ZeroPad(2).detail()).isEqualTo("2");
        assertThat(new LayerSpec.Activate(Activation.ELU).detail()).isEqualTo("elu");
        assertThat(OUTPUT.detail()).isEqualTo("softmax");
        assertThat(new LayerSpec.Output(false, 10).detail()).isEqualTo("softmax 10 no-weights");
        assertThat(FLATTEN.detail()).isEmpty();
        assertThat(CONV.kind()).isEqualTo("conv");
    }

    @Test
    void rangesEndWhereTheySayTheyDo() {
        assertThatThrownBy(() -> new LayerSpec.Conv(4097, 3, null, null, null, null))
                .hasMessage("filters is 4097; valid are whole numbers from 1 to 4096");
        assertThatThrownBy(() -> new LayerSpec.Conv(1, 129, null, null, null, null))
                .hasMessage("kernel is 129; valid are whole numbers from 1 to 128");
        assertThatThrownBy(() -> new LayerSpec.MaxPool(2, 0, null))
                .hasMessage("stride is 0; valid are whole numbers from 1 to 128");
        assertThatThrownBy(() -> new LayerSpec.AvgPool(0, 1, null)).hasMessageStartingWith("size is 0;");
        assertThatThrownBy(() -> new LayerSpec.AvgPool(2, 1, new Padding(false, 2)))
                .hasMessage("padding is 2; it must be smaller than the size, which is 2");
        assertThatThrownBy(() -> new LayerSpec.Dense(16_385, null, null)).hasMessageStartingWith("units is 16385;");
        assertThatThrownBy(() -> new LayerSpec.BatchNorm(1.0, null)).hasMessageStartingWith("momentum is 1.0;");
        assertThatThrownBy(() -> new LayerSpec.BatchNorm(null, 0.0)).hasMessageStartingWith("epsilon is 0.0;");
        assertThatThrownBy(() -> new LayerSpec.Dropout(1)).hasMessageStartingWith("rate is 1.0;");
        assertThatThrownBy(() -> new LayerSpec.ZeroPad(129)).hasMessageStartingWith("amount is 129;");
        assertThatThrownBy(() -> new LayerSpec.Activate(null)).hasMessageStartingWith("activation needs a function");
        assertThat(new LayerSpec.BatchNorm(null, null)).isEqualTo(new LayerSpec.BatchNorm(0.99, 1e-3));
    }

    @Test
    void whatChangesNoShapeChangesNone() {
        Shape maps = Shape.maps(3, 7, 9);
        assertThat(new LayerSpec.Activate(Activation.ELU).output(maps)).isEqualTo(maps);
        assertThat(new LayerSpec.Dropout(0.5).output(maps)).isEqualTo(maps);
        for (LayerSpec needsMaps : List.of(new LayerSpec.ZeroPad(1), new LayerSpec.GlobalAvgPool())) {
            assertThatThrownBy(() -> needsMaps.output(Shape.vector(5)))
                    .hasMessageStartingWith("it needs feature maps, not a vector");
        }
    }

    @Test
    void multiplicationsAreThoseOfTheWeights() {
        Shape maps = Shape.maps(3, 7, 9);
        assertThat(new LayerSpec.Dense(5, null, null).multiplyAdds(Shape.vector(12)))
                .isEqualTo(60);
        assertThat(new LayerSpec.Dense(5, null, null).parameters(Shape.vector(12)))
                .isEqualTo(65);
        assertThat(new LayerSpec.Output(null, 10).multiplyAdds(Shape.vector(12)))
                .isEqualTo(120);
        assertThat(new LayerSpec.Output(false, 10).multiplyAdds(Shape.vector(10)))
                .isZero();
        assertThat(new LayerSpec.MaxPool(2, null, null).multiplyAdds(maps)).isZero();
        assertThat(new LayerSpec.MaxPool(2, null, null).parameters(maps)).isZero();
        assertThat(FLATTEN.trainable(maps)).isZero();
    }
}
