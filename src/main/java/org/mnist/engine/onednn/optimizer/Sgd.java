package org.mnist.engine.onednn.optimizer;

/** Stochastic gradient descent: w ← w − rate·g. */
final class Sgd implements UpdateRule {
    private final Scalar step;

    Sgd(UpdateRecorder calls) {
        this.step = calls.scalar();
    }

    @Override
    public void record(UpdateRecorder calls, Slice slice) {
        calls.multiply(
                "step",
                slice.gradient(),
                step.tensor(),
                slice.weight(),
                calls.postOps().plusOld(1));
    }

    @Override
    public void prepare(double rate, int t) {
        step.set(-rate);
    }
}
