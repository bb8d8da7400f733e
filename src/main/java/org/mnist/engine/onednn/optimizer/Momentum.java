package org.mnist.engine.onednn.optimizer;

/**
 * Gradient descent with momentum: v ← μ·v − rate·g, and w ← w + v. Polyak, <a
 * href="https://doi.org/10.1016/0041-5553(64)90137-5">Some methods of speeding up the convergence of iteration
 * methods</a>, 1964. With Nesterov's look ahead, w ← w + μ·v − rate·g: Sutskever et al., <a
 * href="https://proceedings.mlr.press/v28/sutskever13.html">On the importance of initialization and momentum in deep
 * learning</a>, 2013. Keras computes both so.
 */
final class Momentum implements UpdateRule {
    private final double mu;
    private final boolean nesterov;
    private final Scalar step;
    private final Scalar momentum;

    /** Momentum {@code mu}, with Nesterov's look ahead or without. */
    Momentum(UpdateRecorder calls, double mu, boolean nesterov) {
        this.mu = mu;
        this.nesterov = nesterov;
        this.step = calls.scalar();
        this.momentum = calls.scalar();
    }

    @Override
    public void record(UpdateRecorder calls, Slice slice) {
        calls.multiply(
                "velocity",
                slice.gradient(),
                step.tensor(),
                slice.firstMoment(),
                calls.postOps().plusOld(mu));
        if (nesterov) {
            calls.multiply(
                    "step",
                    slice.firstMoment(),
                    momentum.tensor(),
                    slice.weight(),
                    calls.postOps().plusOld(1));
            calls.multiply(
                    "step",
                    slice.gradient(),
                    step.tensor(),
                    slice.weight(),
                    calls.postOps().plusOld(1));
        } else {
            calls.add("step", slice.weight(), slice.firstMoment(), slice.weight());
        }
    }

    @Override
    public void prepare(double rate, int t) {
        step.set(-rate);
        momentum.set(mu);
    }
}
