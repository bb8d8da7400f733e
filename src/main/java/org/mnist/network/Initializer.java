package org.mnist.network;

/** How the weights of convolutional and dense layers are drawn at the start. */
public enum Initializer {
    /** Normal, σ = √(2 / fan-in), cut off at 2σ as Keras does; biases 0. He et al. 2015. */
    HE_NORMAL,
    /** Uniform in ±√(6 / fan-in); biases 0. He et al. 2015. */
    HE_UNIFORM,
    /** Uniform in ±√(6 / (fan-in + fan-out)), the default of Keras; biases 0. Glorot and Bengio 2010. */
    GLOROT_UNIFORM,
    /** Normal, σ = √(2 / (fan-in + fan-out)), cut off at 2σ; biases 0. Glorot and Bengio 2010. */
    GLOROT_NORMAL,
    /** Uniform in ±1/√fan-in, biases too: what PyTorch's layers start from. */
    PYTORCH
}
