package org.mnist.engine.onednn.primitive;

import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;
import org.mnist.network.Activation;

/**
 * The attributes of a primitive: post-ops, which change the result before it is stored; a scratchpad of the caller's; the
 * same bits at every run.
 */
public final class Attributes {
    private final dnnl_post_ops postOps = new dnnl_post_ops();
    private final NativeScope scope;
    private int count;

    /** Attributes without post-ops. */
    public Attributes(NativeScope scope) {
        this.scope = scope;
        Library.check(dnnl.dnnl_post_ops_create(postOps), "post-ops");
        scope.own(postOps, dnnl::dnnl_post_ops_destroy);
    }

    /** Appends an activation. */
    public Attributes then(Activation activation) {
        Eltwise eltwise = Eltwise.of(activation);
        return then(eltwise.algorithm(), eltwise.alpha(), 0);
    }

    /** Appends alpha·x + beta, or another of oneDNN's element-wise functions of two constants. */
    public Attributes then(int algorithm, double alpha, double beta) {
        Library.check(
                dnnl.dnnl_post_ops_append_eltwise(postOps, algorithm, (float) alpha, (float) beta), "an activation");
        count++;
        return this;
    }

    /** Appends the sum with {@code share} times what was in the destination before. */
    public Attributes plusOld(double share) {
        Library.check(dnnl.dnnl_post_ops_append_sum(postOps, (float) share, 0, dnnl.dnnl_data_type_undef), "a sum");
        count++;
        return this;
    }

    /** Appends an operation with another tensor, which is an argument of the call under {@link #argument}. */
    public Attributes then(int algorithm, MemoryDescriptor other) {
        Library.check(dnnl.dnnl_post_ops_append_binary(postOps, algorithm, other.handle()), "a combination");
        count++;
        return this;
    }

    /** oneDNN's number of the argument of the post-op appended last. */
    public int argument() {
        return dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * count | dnnl.DNNL_ARG_SRC_1;
    }

    /** oneDNN's form of them. */
    public dnnl_primitive_attr build() {
        dnnl_primitive_attr attr = new dnnl_primitive_attr();
        Library.check(dnnl.dnnl_primitive_attr_create(attr), "attributes");
        scope.own(attr, dnnl::dnnl_primitive_attr_destroy);
        Library.check(
                dnnl.dnnl_primitive_attr_set_scratchpad_mode(attr, dnnl.dnnl_scratchpad_mode_user), "a scratchpad");
        Library.check(dnnl.dnnl_primitive_attr_set_deterministic(attr, 1), "determinism");
        Library.check(dnnl.dnnl_primitive_attr_set_post_ops(attr, postOps), "post-ops");
        return attr;
    }
}
