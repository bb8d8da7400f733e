package org.mnist.network;

import org.mnist.base.Names;

/** An element-wise activation. GELU, Swish and Mish are left out: DL4J's gradients of them overflow to NaN. */
public enum Activation {
    /** x. */
    LINEAR,
    /** max(0, x). */
    RELU,
    /** x for x &gt; 0, else 0.01·x. */
    LEAKY_RELU,
    /** x for x &gt; 0, else e^x − 1. */
    ELU,
    /** tanh x. */
    TANH,
    /** 1 / (1 + e^−x). */
    SIGMOID;

    /** The name with a space before it, as it ends a layer's description; nothing for {@link #LINEAR}. */
    String suffix() {
        return this == LINEAR ? "" : " " + Names.of(this);
    }
}
