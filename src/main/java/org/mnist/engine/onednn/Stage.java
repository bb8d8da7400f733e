package org.mnist.engine.onednn;

import java.util.List;

/**
 * One layer of a plan in the making: it adds its calls to the builder, first those of the forward pass and then those of
 * the backward pass, and remembers in between what the second needs of the first.
 */
interface Stage {
    /** The layer. */
    Node node();

    /** Layouts in which it can work on inputs of these sizes; what comes in and what goes out, as long as it is maps, has the one chosen. */
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
     * Adds the calls of the forward pass; returns the result.
     *
     * @throws UnimplementedPrimitiveException if oneDNN cannot do it in these layouts
     */
    Tensor forward(PlanBuilder plan, Tensor in, LayerLayout layouts);

    /**
     * Adds the calls of the backward pass. It may overwrite {@code gradient}.
     *
     * @param gradient that of the loss, with respect to this layer's result, in that one's layout
     * @param needed whether anybody uses the gradient with respect to the input; a layer that does not learn is asked
     *     only where it is
     * @return that gradient, in some layout; null if not needed
     */
    Tensor backward(PlanBuilder plan, Tensor gradient, boolean needed);

    /**
     * Whether its gradients may be computed in other layouts than its result; not where weights are larger than maps,
     * for they would have to be brought into each of the layouts.
     */
    default boolean mixesLayouts() {
        return false;
    }

    /** Whether it has parameters that learn. */
    default boolean learns() {
        return false;
    }
}
