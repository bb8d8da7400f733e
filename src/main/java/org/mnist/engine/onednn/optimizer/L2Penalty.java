package org.mnist.engine.onednn.optimizer;

/** The L2 penalty ½·l2·‖w‖² on the weights: g ← g + l2·w. Biases and scales are spared. */
final class L2Penalty implements UpdateRule {
    private final double l2;
    private final Scalar coefficient;

    L2Penalty(UpdateRecorder calls, double l2) {
        this.l2 = l2;
        this.coefficient = calls.scalar();
    }

    @Override
    public void record(UpdateRecorder calls, Slice slice) {
        if (slice.decays()) {
            calls.multiply(
                    "penalty",
                    slice.weight(),
                    coefficient.tensor(),
                    slice.gradient(),
                    calls.postOps().plusOld(1));
        }
    }

    @Override
    public void prepare(double rate, int t) {
        coefficient.set(l2);
    }
}
