package org.mnist.engine;

import org.mnist.data.Batch;

/** A network that can be run. Not safe for use by several threads. */
public interface Predictor extends AutoCloseable {
    /** The engine's name, as {@code --engine} takes it. */
    String name();

    /** How many classes it tells apart. */
    int classes();

    /**
     * Runs the network as it stands: no dropout, batch norm by its running statistics.
     *
     * @param batch the images
     * @param probabilities gets a number for each class of each image, from {@code offset} on
     * @param offset where the first image's probabilities begin
     */
    void predict(Batch batch, float[] probabilities, int offset);

    /** Gives back the memory outside Java's heap. */
    @Override
    void close();
}
