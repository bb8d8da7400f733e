package org.mnist.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Polyak's momentum on the state of DL4J's Nesterov updater, the only momentum DL4J has: v ← μ·v − rate·gradient, and
 * the step is v. (Keras's form; PyTorch multiplies v by the rate instead, which differs only while the rate changes.)
 */
final class ClassicalMomentum extends ReplacedUpdater<Nesterovs, NesterovsUpdater> {
    ClassicalMomentum(NesterovsUpdater nesterovs) {
        super(nesterovs);
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        Nesterovs config = getConfig();
        INDArray velocity = original.getV().reshape(gradient.shape());
        gradient.muli(-config.getLearningRate(iteration, epoch));
        velocity.muli(config.currentMomentum(iteration, epoch)).addi(gradient);
        gradient.assign(velocity).negi(); // DL4J subtracts what it finds here
    }
}
