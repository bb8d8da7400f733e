package org.mnist.engine.onednn.primitive;

/** The part of a training step that a call belongs to. */
public enum Pass {
    /** From the images to the logits. */
    FORWARD,
    /** From the loss back through a layer. */
    BACKWARD,
    /** The gradient of a layer's weights. */
    WEIGHT_GRADIENT,
    /** The gradient of a layer's input, from that of its result and its weights. */
    DATA_GRADIENT,
    /** The optimiser. */
    UPDATE
}
