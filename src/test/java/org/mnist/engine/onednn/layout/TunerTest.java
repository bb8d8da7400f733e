package org.mnist.engine.onednn.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist.testing.Fixture.config;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mnist.engine.graph.Graph;
import org.mnist.engine.onednn.primitive.DataType;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.Pass;
import org.mnist.engine.onednn.primitive.PrimitiveCall;
import org.mnist.engine.onednn.stage.LayerLayout;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.testing.NeedsOneDnn;

/** The tuner chooses by what its stopwatch says: here one that invents the times. */
@NeedsOneDnn
class TunerTest {
    private static final double QUICK = 0.001;
    private static final double SLOW = 1;

    /** Two convolutions, of which the second has enough channels for every layout. */
    private static final String LAYERS =
            "[{conv: {filters: 16, kernel: 5, stride: 3, activation: relu}}, {conv: {filters: 16, kernel: 3,"
                    + " activation: relu}}, {flatten: {}}, {output: {}}]";

    private static final int SECOND = 1;

    /** The layouts of the second convolution, chosen by these times. */
    private static LayerLayout selected(ToDoubleFunction<PrimitiveCall> stopwatch) throws Exception {
        Graph graph = Graph.forTraining(NetworkFactory.create(config("layers", LAYERS)), 0);
        List<LayerLayout> layouts = new Tuner(stopwatch).select(new LayoutRequest(graph, 8, true, DataType.F32));
        assertThat(layouts).hasSameSizeAs(graph.nodes());
        return layouts.get(SECOND);
    }

    /** Whether all maps that a call works on lie in this layout. */
    private static boolean isIn(Layout layout, PrimitiveCall call) {
        return Arrays.stream(call.tensors())
                .filter(tensor -> Layout.OF_MAPS.contains(tensor.layout()))
                .allMatch(tensor -> tensor.layout() == layout);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "CHANNELS_LAST", "BLOCKED_8"})
    void theQuickestLayoutIsChosen(Layout quick) throws Exception {
        assertThat(selected(call -> isIn(quick, call) ? QUICK : SLOW)).isEqualTo(LayerLayout.of(quick));
    }

    /** A gradient that is quicker elsewhere is computed there, if the way there costs less than that wins. */
    @Test
    void aGradientGoesWhereItIsQuickerUnlessTheWayCostsMore() throws Exception {
        assertThat(selected(call -> gradientsElsewhere(call, QUICK)))
                .isEqualTo(new LayerLayout(Layout.CHANNELS_LAST, Layout.BLOCKED_8, Layout.CHANNELS_LAST));
        assertThat(selected(call -> gradientsElsewhere(call, SLOW))).isEqualTo(LayerLayout.of(Layout.CHANNELS_LAST));
    }

    /** All is quick in one layout, but for gradients of weights, which are quick in another; and what moves cost. */
    private static double gradientsElsewhere(PrimitiveCall call, double move) {
        boolean moves = Arrays.stream(call.tensors())
                        .filter(tensor -> Layout.OF_MAPS.contains(tensor.layout()))
                        .map(tensor -> tensor.layout())
                        .distinct()
                        .count()
                > 1;
        if (moves) {
            return move;
        }
        if (call.pass() == Pass.WEIGHT_GRADIENT) {
            return isIn(Layout.BLOCKED_8, call) ? QUICK : SLOW;
        }
        return isIn(Layout.CHANNELS_LAST, call) ? QUICK : SLOW;
    }
}
