package org.mnist.engine.onednn.optimizer;

/**
 * Decoupled weight decay, which makes AdamW of Adam: w ← (1 − rate·λ)·w before the optimiser's own step. Biases and
 * scales are spared. Loshchilov and Hutter, <a href="https://arxiv.org/abs/1711.05101">Decoupled weight decay
 * regularization</a>, 2019.
 */
final class WeightDecay implements UpdateRule {
    private final double lambda;
    private final Scalar kept;

    WeightDecay(UpdateRecorder calls, double lambda) {
        this.lambda = lambda;
        this.kept = calls.scalar();
    }

    @Override
    public void record(UpdateRecorder calls, Slice slice) {
        if (slice.decays()) {
            calls.multiply("decay", slice.weight(), kept.tensor(), slice.weight(), calls.postOps());
        }
    }

    @Override
    public void prepare(double rate, int t) {
        kept.set(1 - rate * lambda);
    }
}
