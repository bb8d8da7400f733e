package org.mnist.engine.onednn.optimizer;

import org.bytedeco.dnnl.global.dnnl;
import org.mnist.engine.onednn.primitive.Arguments;
import org.mnist.engine.onednn.primitive.Attributes;
import org.mnist.engine.onednn.primitive.Tensor;

/**
 * The two moments of Adam and its kin, m ← β1·m + (1 − β1)·g and v ← β2·v + (1 − β2)·g², and a step along a direction n:
 * w ← w + step · n / (√v + ε). The caller puts what corrects the first steps into {@code step} and ε.
 */
final class Moments {
    private final double beta1;
    private final double beta2;
    private final Scalar fresh;
    private final Scalar one;
    private final Scalar step;
    private final Scalar epsilon;

    Moments(UpdateRecorder calls, double beta1, double beta2) {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.fresh = calls.scalar();
        this.one = calls.scalar();
        this.step = calls.scalar();
        this.epsilon = calls.scalar();
        fresh.set(1 - beta1);
        one.set(1);
    }

    /** √(1 − β2^t): the second moment after t steps from 0 is too small by the square of this. */
    double correction(int t) {
        return Math.sqrt(1 - Math.pow(beta2, t));
    }

    void set(double signedStep, double addedToRoot) {
        step.set(signedStep);
        epsilon.set(addedToRoot);
    }

    /** Records the movement of both moments. */
    void record(UpdateRecorder calls, Slice slice) {
        calls.multiply(
                "mean",
                slice.gradient(),
                fresh.tensor(),
                slice.firstMoment(),
                calls.postOps().plusOld(beta1));
        calls.multiply(
                "mean square",
                slice.gradient(),
                slice.gradient(),
                slice.secondMoment(),
                calls.postOps().then(dnnl.dnnl_eltwise_linear, 1 - beta2, 0).plusOld(beta2));
    }

    /** Records the step along {@code direction} in one pass: 1/(√v + ε), times the direction, times step, added to w. */
    void recordStep(UpdateRecorder calls, Slice slice, Tensor direction) {
        Tensor v = slice.secondMoment();
        Arguments more = new Arguments();
        Attributes postOps = calls.postOps().then(dnnl.dnnl_eltwise_sqrt, 0, 0);
        more.with(
                postOps.then(dnnl.dnnl_binary_add, epsilon.tensor().descriptor())
                        .argument(),
                epsilon.tensor());
        postOps.then(dnnl.dnnl_eltwise_pow, 1, -1);
        more.with(postOps.then(dnnl.dnnl_binary_mul, direction.descriptor()).argument(), direction);
        more.with(postOps.then(dnnl.dnnl_binary_mul, step.tensor().descriptor()).argument(), step.tensor());
        calls.multiply("step", v, one.tensor(), slice.weight(), postOps.plusOld(1), more);
    }
}
