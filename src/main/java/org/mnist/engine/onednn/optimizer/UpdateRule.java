package org.mnist.engine.onednn.optimizer;

/** A formula by which every number of a network's parameters changes in a step of training. */
interface UpdateRule {
    /** Records the calls that apply the formula to a slice of the parameters. */
    void record(UpdateRecorder calls, Slice slice);

    /**
     * Sets the numbers of the formula that change from step to step.
     *
     * @param rate the learning rate
     * @param t the step, counted from 1
     */
    void prepare(double rate, int t);
}
