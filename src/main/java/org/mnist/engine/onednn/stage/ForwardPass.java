package org.mnist.engine.onednn.stage;

import org.mnist.engine.onednn.primitive.Tensor;

/**
 * The recorded forward pass of a stage.
 *
 * @param result the layer's result
 * @param backward the way back
 */
public record ForwardPass(Tensor result, BackwardPass backward) {}
