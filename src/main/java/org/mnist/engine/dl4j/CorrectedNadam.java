package org.mnist.engine.dl4j;

import org.mnist.engine.NadamMomentum;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.NadamUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Nadam as Dozat (2016) gives it and Keras computes it, on the state of DL4J's updater. DL4J's own leaves out the
 * correction of the mean squared gradient, which makes its first steps 60 times too long.
 *
 * <p>With μ_t = β1·(1 − ½·0.96^t): m ← β1·m + (1 − β1)·g, v ← β2·v + (1 − β2)·g², and the step is rate · (μ_{t+1}·m /
 * (1 − Π_{t+1}) + (1 − μ_t)·g / (1 − Π_t)) / (√(v / (1 − β2^t)) + ε), where Π_t is the product of μ_1 to μ_t.
 */
final class CorrectedNadam extends ReplacedUpdater<Nadam, NadamUpdater> {
    private final NadamMomentum schedule;

    CorrectedNadam(NadamUpdater nadam) {
        super(nadam);
        this.schedule = new NadamMomentum(nadam.getConfig().getBeta1());
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        Nadam config = getConfig();
        double beta1 = config.getBeta1();
        double beta2 = config.getBeta2();
        int t = iteration + 1;
        double momentum = schedule.at(t);
        double nextMomentum = schedule.at(t + 1);
        double products = schedule.product(t);

        INDArray mean = original.getM().reshape(gradient.shape());
        INDArray meanSquare = original.getV().reshape(gradient.shape());
        mean.muli(beta1).addi(gradient.mul(1 - beta1));
        meanSquare.muli(beta2).addi(gradient.mul(gradient).muli(1 - beta2));

        INDArray root =
                Transforms.sqrt(meanSquare.div(1 - Math.pow(beta2, t)), false).addi(config.getEpsilon());
        gradient.muli((1 - momentum) / (1 - products))
                .addi(mean.mul(nextMomentum / (1 - products * nextMomentum)))
                .divi(root)
                .muli(config.getLearningRate(iteration, epoch));
    }
}
