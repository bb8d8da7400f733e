package org.mnist.engine.onednn.stage;

import java.nio.FloatBuffer;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.parameter.FlatParameters;

/**
 * A batch norm of inference as a factor and a summand for each channel, which the layer before it applies:
 * γ·(x − mean)/√(var + ε) + β = scale·x + shift.
 *
 * @param norm the batch norm
 * @param channels how many channels
 * @param scale gets the factors
 * @param shift gets the summands
 */
public record FoldedBatchNorm(Node.BatchNorm norm, int channels, FloatBuffer scale, FloatBuffer shift) {
    /** Works the factors and summands out from a network's parameters. */
    public void load(FlatParameters network) {
        float[] vector = network.vector();
        int gamma = network.offset(norm.layer(), "gamma");
        int beta = network.offset(norm.layer(), "beta");
        int mean = network.offset(norm.layer(), "mean");
        int variance = network.offset(norm.layer(), "var");
        for (int c = 0; c < channels; c++) {
            double factor = vector[gamma + c] / Math.sqrt(vector[variance + c] + norm.epsilon());
            scale.put(c, (float) factor);
            shift.put(c, (float) (vector[beta + c] - vector[mean + c] * factor));
        }
    }
}
