package org.mnist.engine.onednn.stage;

import java.nio.FloatBuffer;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.parameter.FlatParameters;

/**
 * The running mean and variance of a batch norm, which follow those of the batches:
 * running ← momentum · running + (1 − momentum) · batch.
 *
 * @param norm the batch norm
 * @param mean the last batch's mean of each channel
 * @param variance the last batch's variance of each channel
 * @param channels how many channels
 */
public record RunningStatistics(Node.BatchNorm norm, FloatBuffer mean, FloatBuffer variance, int channels) {
    /** Moves the statistics among a network's parameters towards those of the last batch. */
    public void update(FlatParameters network) {
        update(network, "mean", mean);
        update(network, "var", variance);
    }

    private void update(FlatParameters network, String key, FloatBuffer batch) {
        float[] vector = network.vector();
        int offset = network.offset(norm.layer(), key);
        double momentum = norm.momentum();
        for (int c = 0; c < channels; c++) {
            vector[offset + c] = (float) (momentum * vector[offset + c] + (1 - momentum) * batch.get(c));
        }
    }
}
