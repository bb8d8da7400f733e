package org.mnist.engine.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * An activation. All of them never fall, so they may change places with a maximum, and their slope can be told from
 * their value, so the argument need not be kept.
 */
enum Function {
    /** max(0, x). */
    RELU(dnnl.dnnl_eltwise_relu, dnnl.dnnl_eltwise_relu_use_dst_for_bwd, 0),
    /** x for x &gt; 0, else 0.01·x. */
    LEAKY_RELU(dnnl.dnnl_eltwise_relu, dnnl.dnnl_eltwise_relu_use_dst_for_bwd, 0.01),
    /** x for x &gt; 0, else e^x − 1. */
    ELU(dnnl.dnnl_eltwise_elu, dnnl.dnnl_eltwise_elu_use_dst_for_bwd, 1),
    /** tanh x. */
    TANH(dnnl.dnnl_eltwise_tanh, dnnl.dnnl_eltwise_tanh_use_dst_for_bwd, 0),
    /** 1 / (1 + e^−x). */
    SIGMOID(dnnl.dnnl_eltwise_logistic, dnnl.dnnl_eltwise_logistic_use_dst_for_bwd, 0);

    private final int algorithm;
    private final int slope;
    private final double alpha;

    Function(int algorithm, int slope, double alpha) {
        this.algorithm = algorithm;
        this.slope = slope;
        this.alpha = alpha;
    }

    /** oneDNN's number of it. */
    int algorithm() {
        return algorithm;
    }

    /** oneDNN's number of it where the slope comes from the value. */
    int slope() {
        return slope;
    }

    double alpha() {
        return alpha;
    }
}
