package org.mnist.engine.onednn.optimizer;

import org.mnist.config.Optimizer;

/**
 * Adam: with the {@link Moments} m and v, w ← w − rate·√(1 − β2^t)/(1 − β1^t) · m/(√v + ε). Kingma and Ba, <a
 * href="https://arxiv.org/abs/1412.6980">Adam: a method for stochastic optimization</a>, 2015, in the order of computation
 * that ends its section 2; ε is thus added to the uncorrected root, as DL4J and Keras do.
 */
final class Adam implements UpdateRule {
    private final Optimizer settings;
    private final Moments moments;

    Adam(UpdateRecorder calls, Optimizer settings) {
        this.settings = settings;
        this.moments = new Moments(calls, settings.beta1(), settings.beta2());
    }

    @Override
    public void record(UpdateRecorder calls, Slice slice) {
        moments.record(calls, slice);
        moments.recordStep(calls, slice, slice.firstMoment());
    }

    @Override
    public void prepare(double rate, int t) {
        moments.set(-rate * moments.correction(t) / (1 - Math.pow(settings.beta1(), t)), settings.epsilon());
    }
}
