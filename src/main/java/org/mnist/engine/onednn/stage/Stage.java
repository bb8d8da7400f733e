package org.mnist.engine.onednn.stage;

import java.util.List;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.Tensor;
import org.mnist.engine.onednn.primitive.UnimplementedPrimitiveException;

/**
 * One layer of a plan in the making. A stage records the calls of its forward pass, and hands out the backward pass, which
 * keeps what it needs of that one.
 */
public interface Stage {
    /** The node that the stage computes. */
    Node node();

    /**
     * The layouts in which the stage can work on inputs of these sizes. Its input and its result, as far as they are maps,
     * have the one that is chosen.
     */
    default List<Layout> layouts(long... in) {
        if (in.length == 2) {
            return List.of(Layout.ROWS);
        }
        // One channel lies in memory in the same way whether it is plain or last; to fill up a block would be a waste.
        return in[1] == 1 ? List.of(Layout.PLAIN) : Layout.OF_MAPS;
    }

    /** The layout that an input of these sizes must have where {@code chosen} is the stage's. */
    default Layout wants(Layout chosen, long... in) {
        return chosen;
    }

    /**
     * Records the calls of the forward pass.
     *
     * @param plan gets the calls
     * @param in the layer's input, in the layout that {@link #wants} says
     * @param layouts the layouts to compute in
     * @return the layer's result, and the way back
     * @throws UnimplementedPrimitiveException if oneDNN cannot do it in these layouts
     */
    ForwardPass forward(PlanBuilder plan, Tensor in, LayerLayout layouts);

    /**
     * Whether the gradients may be computed in other layouts than the result. They may not where weights are larger than
     * maps, for the weights would have to be brought into each of the layouts.
     */
    default boolean mixesLayouts() {
        return false;
    }

    /** Whether the layer has parameters that learn. */
    default boolean learns() {
        return false;
    }
}
