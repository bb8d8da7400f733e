package org.mnist.peers;

import org.mnist.data.Batch;

/** A trainer that is measured: the same layers, optimiser and images as the others. */
interface Peer extends AutoCloseable {
    /** Its name in the table. */
    String name();

    /** One whole step: the batch into its own form, forward, backward, update. */
    void step(Batch batch);

    /** The ten probabilities of each image of a batch. */
    float[] predict(Batch batch);

    @Override
    void close();
}
