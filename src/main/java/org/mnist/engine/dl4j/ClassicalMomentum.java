package org.mnist.engine.dl4j;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * DL4J has Nesterov's momentum only. Both kinds keep the same state, a velocity, so this one takes the place of DL4J's
 * in the running network, and what is saved stays DL4J's own.
 *
 * <p>Polyak's momentum on the state of DL4J's Nesterov updater: v ← μ·v − rate·gradient, and the step is v. (Keras's form;
 * PyTorch multiplies v by the rate instead, which differs only while the rate changes.)
 */
final class ClassicalMomentum implements GradientUpdater<Nesterovs> {
    private final NesterovsUpdater nesterovs;

    ClassicalMomentum(NesterovsUpdater nesterovs) {
        this.nesterovs = nesterovs;
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        Nesterovs config = getConfig();
        INDArray velocity = nesterovs.getV().reshape(gradient.shape());
        gradient.muli(-config.getLearningRate(iteration, epoch));
        velocity.muli(config.currentMomentum(iteration, epoch)).addi(gradient);
        gradient.assign(velocity).negi(); // DL4J subtracts what it finds here
    }

    @Override
    public Nesterovs getConfig() {
        return nesterovs.getConfig();
    }

    @Override
    public void setState(Map<String, INDArray> state, boolean initialize) {
        nesterovs.setState(state, initialize);
    }

    @Override
    public Map<String, INDArray> getState() {
        return nesterovs.getState();
    }

    @Override
    public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
        nesterovs.setStateViewArray(view, shape, order, initialize);
    }
}
