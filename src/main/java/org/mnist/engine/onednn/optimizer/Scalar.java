package org.mnist.engine.onednn.optimizer;

import java.nio.FloatBuffer;
import org.mnist.engine.onednn.primitive.Tensor;

/**
 * A number that may change from step to step, as a tensor of one element.
 *
 * @param tensor the tensor
 * @param value its memory
 */
record Scalar(Tensor tensor, FloatBuffer value) {
    Scalar(Tensor tensor) {
        this(tensor, tensor.storage().floats());
    }

    void set(double number) {
        value.put(0, (float) number);
    }
}
