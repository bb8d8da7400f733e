package org.mnist.engine.onednn.optimizer;

import org.bytedeco.dnnl.global.dnnl;
import org.mnist.config.Optimizer;
import org.mnist.engine.NadamMomentum;
import org.mnist.engine.onednn.primitive.Arguments;
import org.mnist.engine.onednn.primitive.Attributes;

/**
 * Nadam: Adam with Nesterov's look ahead. With the {@link Moments} m and v, the momenta μ_t of {@link NadamMomentum} and
 * Π_t = μ_1 · … · μ_t, w ← w − rate · (μ_{t+1}/(1 − Π_{t+1})·m + (1 − μ_t)/(1 − Π_t)·g) / (√(v/(1 − β2^t)) + ε). Dozat,
 * <a href="https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ">Incorporating Nesterov momentum into Adam</a>, 2016; Keras
 * computes it so. The factor of m is taken out of the sum, so that the gradient alone is scaled.
 */
final class Nadam implements UpdateRule {
    private final Optimizer settings;
    private final NadamMomentum schedule;
    private final Moments moments;
    private final Scalar lookAhead;

    Nadam(UpdateRecorder calls, Optimizer settings) {
        this.settings = settings;
        this.schedule = new NadamMomentum(settings.beta1());
        this.moments = new Moments(calls, settings.beta1(), settings.beta2());
        this.lookAhead = calls.scalar();
    }

    @Override
    public void record(UpdateRecorder calls, Slice slice) {
        moments.record(calls, slice);
        Attributes plusMean =
                calls.postOps().then(dnnl.dnnl_binary_add, slice.firstMoment().descriptor());
        Arguments mean = new Arguments().with(plusMean.argument(), slice.firstMoment());
        calls.multiply("look ahead", slice.gradient(), lookAhead.tensor(), slice.gradient(), plusMean, mean);
        moments.recordStep(calls, slice, slice.gradient());
    }

    @Override
    public void prepare(double rate, int t) {
        double products = schedule.product(t);
        double next = schedule.at(t + 1);
        double ofMean = next / (1 - products * next);
        double ofGradient = (1 - schedule.at(t)) / (1 - products);
        double correction = moments.correction(t);
        lookAhead.set(ofGradient / ofMean);
        moments.set(-rate * ofMean * correction, settings.epsilon() * correction);
    }
}
