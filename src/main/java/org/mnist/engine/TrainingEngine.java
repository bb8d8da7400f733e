package org.mnist.engine;

import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.data.Batch;

/**
 * A network that is trained: the one seam between what is trained and how. An engine keeps the parameters in a form of
 * its own, and is asked for them only where somebody needs them. Not safe for use by several threads.
 */
public interface TrainingEngine extends Predictor {
    /**
     * One step of training: forward, loss, backward, update. Dropout masks are a function of the seed and the number of
     * steps that the network has taken before; how much of the running statistics the step keeps, of that number.
     *
     * @param batch the images and labels
     * @param learningRate the learning rate of this step
     */
    StepResult step(Batch batch, double learningRate);

    /**
     * The parameters after the last step, running statistics included, in the order in which DL4J keeps them.
     *
     * @return a copy
     */
    float[] parameters();

    /**
     * A predictor of the same network with other parameters, computed as this engine computes.
     *
     * @param parameters in DL4J's order, as {@link #parameters} gives them
     */
    Predictor predictor(float[] parameters);

    /**
     * The DL4J network with parameters, updater state and running statistics as they are after the last step, for a
     * checkpoint. It belongs to the engine, whose next steps may or may not show in it.
     */
    MultiLayerNetwork network();

    /**
     * The time that each primitive of a training step takes, where the engine can tell. Measuring trains on whatever is
     * in memory: the network is of no use afterwards.
     */
    default Optional<Profile> profile() {
        return Optional.empty();
    }
}
