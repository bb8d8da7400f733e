package org.mnist.engine.onednn.stage;

import org.mnist.engine.onednn.primitive.Tensor;

/**
 * The mask of a dropout: a byte of 1 for each number that is kept and of 0 for each that is dropped.
 *
 * @param layer the layer's index in the DL4J network
 * @param rate the share dropped
 * @param tensor the bytes
 */
public record DropoutMask(int layer, double rate, Tensor tensor) {}
