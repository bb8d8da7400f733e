package org.mnist.engine.onednn.primitive;

import org.bytedeco.dnnl.global.dnnl;
import org.mnist.network.Activation;

/**
 * An activation as oneDNN's element-wise primitive computes it. The backward algorithm takes the slope from the result
 * ({@code use_dst_for_bwd}), so that the argument need not be kept.
 *
 * @param algorithm oneDNN's {@code dnnl_alg_kind_t} of the forward pass
 * @param backward oneDNN's {@code dnnl_alg_kind_t} of the backward pass
 * @param alpha the function's first constant
 */
public record Eltwise(int algorithm, int backward, double alpha) {
    /** The primitive of an activation. */
    public static Eltwise of(Activation activation) {
        return switch (activation) {
            case LINEAR -> new Eltwise(dnnl.dnnl_eltwise_linear, dnnl.dnnl_eltwise_linear, 1);
            case RELU -> new Eltwise(dnnl.dnnl_eltwise_relu, dnnl.dnnl_eltwise_relu_use_dst_for_bwd, 0);
            case LEAKY_RELU -> new Eltwise(dnnl.dnnl_eltwise_relu, dnnl.dnnl_eltwise_relu_use_dst_for_bwd, 0.01);
            case ELU -> new Eltwise(dnnl.dnnl_eltwise_elu, dnnl.dnnl_eltwise_elu_use_dst_for_bwd, 1);
            case TANH -> new Eltwise(dnnl.dnnl_eltwise_tanh, dnnl.dnnl_eltwise_tanh_use_dst_for_bwd, 0);
            case SIGMOID -> new Eltwise(dnnl.dnnl_eltwise_logistic, dnnl.dnnl_eltwise_logistic_use_dst_for_bwd, 0);
        };
    }
}
