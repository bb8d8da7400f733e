package org.mnist.network.dl4j;

import java.util.List;
import org.mnist.config.Optimizer;
import org.mnist.config.TrainConfig;
import org.mnist.network.Architecture;
import org.mnist.network.Initializer;
import org.mnist.network.LayerSpec;
import org.mnist.network.Shape;

/**
 * The part of a configuration that a saved network tells of itself.
 *
 * @param image the shape of the images that it takes; a network that begins with a vector tells only their size
 * @param classes how many classes it tells apart
 * @param layers the architecture
 * @param initializer how its weights were drawn
 * @param learningRate the rate at the start
 * @param optimizer how a gradient becomes a step; a saved network does not tell whether a momentum is Nesterov's
 * @param l2 coefficient of the L2 penalty
 * @param seed the seed
 */
public record NetworkSpec(
        Shape image,
        int classes,
        List<LayerSpec> layers,
        Initializer initializer,
        double learningRate,
        Optimizer optimizer,
        double l2,
        long seed) {
    /** The network of a configuration. */
    public static NetworkSpec of(TrainConfig config) {
        return new NetworkSpec(
                config.task().image(),
                config.task().classCount(),
                config.layers(),
                config.initializer(),
                config.learningRate(),
                config.optimizer(),
                config.l2(),
                config.seed());
    }

    /**
     * The index in the DL4J network of the first layer that learns.
     *
     * @param freeze how many layers with weights, the first ones, do not
     */
    public int firstLearning(int freeze) {
        Architecture architecture = architecture();
        return LayerIndex.after(architecture, architecture.frozenRows(freeze));
    }

    /** The layers with their shapes. */
    public Architecture architecture() {
        return new Architecture(layers, image, classes);
    }
}
