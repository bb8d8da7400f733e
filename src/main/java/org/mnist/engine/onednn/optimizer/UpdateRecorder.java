package org.mnist.engine.onednn.optimizer;

import org.bytedeco.dnnl.global.dnnl;
import org.mnist.engine.onednn.primitive.Arguments;
import org.mnist.engine.onednn.primitive.Attributes;
import org.mnist.engine.onednn.primitive.CallRecorder;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.NativeScope;
import org.mnist.engine.onednn.primitive.Pass;
import org.mnist.engine.onednn.primitive.Tensor;

/** The calls of an optimiser's step in the making. */
final class UpdateRecorder extends CallRecorder {
    private static final String LAYER = "update";

    UpdateRecorder(NativeScope scope) {
        super(scope);
        begin(Pass.UPDATE);
    }

    /** A new number for the formulas. */
    Scalar scalar() {
        return new Scalar(own(dnnl.dnnl_f32, Layout.LINE, 1));
    }

    /** No post-ops yet. */
    Attributes postOps() {
        return new Attributes(scope());
    }

    /** Records {@code to ← a · b}, followed by post-ops. */
    void multiply(String work, Tensor a, Tensor b, Tensor to, Attributes postOps) {
        multiply(work, a, b, to, postOps, new Arguments());
    }

    /** Records {@code to ← a · b}, followed by post-ops that take further arguments. */
    void multiply(String work, Tensor a, Tensor b, Tensor to, Attributes postOps, Arguments more) {
        record(work, dnnl.dnnl_binary_mul, a, b, to, postOps, more);
    }

    /** Records {@code to ← a + b}. */
    void add(String work, Tensor a, Tensor b, Tensor to) {
        record(work, dnnl.dnnl_binary_add, a, b, to, postOps(), new Arguments());
    }

    private void record(String work, int algorithm, Tensor a, Tensor b, Tensor to, Attributes postOps, Arguments more) {
        Arguments arguments = new Arguments()
                .with(dnnl.DNNL_ARG_SRC_0, a)
                .with(dnnl.DNNL_ARG_SRC_1, b)
                .with(dnnl.DNNL_ARG_DST, to)
                .with(more);
        call(LAYER, work, 0, binary(LAYER, algorithm, a, b, to, postOps), arguments);
    }
}
