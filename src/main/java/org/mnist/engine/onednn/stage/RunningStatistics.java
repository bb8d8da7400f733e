package org.mnist.engine.onednn.stage;

import java.nio.FloatBuffer;
import org.mnist.engine.RunningAverage;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.parameter.FlatParameters;

/**
 * The running mean and variance of a batch norm, which follow those of the batches:
 * running ← kept · running + (1 − kept) · batch, where {@link RunningAverage} says how much is kept.
 *
 * @param norm the batch norm
 * @param mean the last batch's mean of each channel
 * @param variance the last batch's variance of each channel
 * @param channels how many channels
 */
public record RunningStatistics(Node.BatchNorm norm, FloatBuffer mean, FloatBuffer variance, int channels) {
    /**
     * Moves the statistics among a network's parameters towards those of the last batch.
     *
     * @param step how many steps the network has taken before
     */
    public void update(FlatParameters network, RunningAverage average, int step) {
        double kept = average.kept(norm.momentum(), step);
        update(network, "mean", mean, kept);
        update(network, "var", variance, kept);
    }

    private void update(FlatParameters network, String key, FloatBuffer batch, double kept) {
        float[] vector = network.vector();
        int offset = network.offset(norm.layer(), key);
        for (int c = 0; c < channels; c++) {
            vector[offset + c] = (float) (kept * vector[offset + c] + (1 - kept) * batch.get(c));
        }
    }
}
