package org.mnist.engine;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.data.Batch;

/**
 * Trains and runs one {@link MultiLayerNetwork}: the one seam between what is trained and how. An engine may keep the
 * parameters in a form of its own; {@link #sync} brings the network up to date. Not safe for use by several threads.
 */
public interface Engine extends AutoCloseable {
    /** Its name, as {@code --engine} takes it. */
    String name();

    /**
     * One step of training: forward, loss, backward, update. Dropout masks are a function of the seed and the number of
     * steps that the network has taken before.
     *
     * @param batch the images and labels
     * @param learningRate the learning rate of this step
     * @return the mean cross-entropy over the batch, in nats, as it was before the update, without penalties
     */
    double step(Batch batch, double learningRate);

    /** How many images of the batch of the last step the network got right, as it was in that step. */
    int correct();

    /**
     * Runs the network as it stands: no dropout, batch norm by its running statistics.
     *
     * @param batch the images
     * @param probabilities gets ten numbers for each image, from {@code offset} on
     */
    void predict(Batch batch, float[] probabilities, int offset);

    /**
     * The network, with parameters, updater state and running statistics as they are after the last step. The engine
     * goes on to own it.
     */
    MultiLayerNetwork sync();

    @Override
    void close();
}
