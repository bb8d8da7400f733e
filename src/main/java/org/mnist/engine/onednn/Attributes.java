package org.mnist.engine.onednn;

import org.mnist.network.Activation;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/** What is done to the result of a primitive before it is stored, and that its working memory comes from the arena. */
final class Attributes {
    private final dnnl_post_ops postOps = new dnnl_post_ops();
    private final NativeScope scope;
    private int count;

    Attributes(NativeScope scope) {
        this.scope = scope;
        OneDnn.check(dnnl.dnnl_post_ops_create(postOps), "post-ops");
        scope.own(postOps, dnnl::dnnl_post_ops_destroy);
    }

    /** Applies a function. */
    Attributes then(Activation activation) {
        Eltwise eltwise = Eltwise.of(activation);
        return then(eltwise.algorithm(), eltwise.alpha(), 0);
    }

    /** Applies alpha·x + beta, or another of oneDNN's functions with two constants. */
    Attributes then(int algorithm, double alpha, double beta) {
        OneDnn.check(
                dnnl.dnnl_post_ops_append_eltwise(postOps, algorithm, (float) alpha, (float) beta), "an activation");
        count++;
        return this;
    }

    /** Adds {@code share} times what was in the destination before. */
    Attributes plusOld(double share) {
        OneDnn.check(dnnl.dnnl_post_ops_append_sum(postOps, (float) share, 0, dnnl.dnnl_data_type_undef), "a sum");
        count++;
        return this;
    }

    /** Combines it with another tensor, which is an argument of the call under {@link #argument}. */
    Attributes then(int algorithm, MemoryDescriptor other) {
        OneDnn.check(dnnl.dnnl_post_ops_append_binary(postOps, algorithm, other.handle()), "a combination");
        count++;
        return this;
    }

    /** The number of the argument of the operation added last. */
    int argument() {
        return dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * count | dnnl.DNNL_ARG_SRC_1;
    }

    dnnl_primitive_attr build() {
        dnnl_primitive_attr attr = new dnnl_primitive_attr();
        OneDnn.check(dnnl.dnnl_primitive_attr_create(attr), "attributes");
        scope.own(attr, dnnl::dnnl_primitive_attr_destroy);
        OneDnn.check(
                dnnl.dnnl_primitive_attr_set_scratchpad_mode(attr, dnnl.dnnl_scratchpad_mode_user), "a scratchpad");
        OneDnn.check(dnnl.dnnl_primitive_attr_set_deterministic(attr, 1), "determinism");
        OneDnn.check(dnnl.dnnl_primitive_attr_set_post_ops(attr, postOps), "post-ops");
        return attr;
    }
}
