package org.mnist.engine.onednn.stage;

import java.util.Optional;
import org.mnist.engine.onednn.primitive.Tensor;

/** The backward pass of a stage, which knows what it needs of the forward pass before it. */
public interface BackwardPass {
    /**
     * Records the calls of the backward pass, which may overwrite {@code gradient}.
     *
     * @param plan gets the calls
     * @param gradient the gradient of the loss with respect to the layer's result, in the result's layout
     * @param needed whether the gradient with respect to the input is used; always so for a layer that does not learn
     * @return the gradient with respect to the input, in some layout; empty if not needed
     */
    Optional<Tensor> record(PlanBuilder plan, Tensor gradient, boolean needed);
}
