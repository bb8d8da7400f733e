package org.mnist.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mnist.base.Text;
import org.mnist.network.Architecture;

/** The weights of a layer. */
public final class LayerWeights {
    private final String name;
    private final float[] weights;

    private LayerWeights(String name, float[] weights) {
        this.name = name;
        this.weights = weights;
    }

    /**
     * The weights of each layer that has some.
     *
     * @param parameters all parameters of the network in DL4J's order: layer after layer, in each those that are learned first
     */
    public static List<LayerWeights> of(Architecture architecture, float[] parameters) {
        List<LayerWeights> layers = new ArrayList<>();
        int start = 0;
        for (Architecture.Row row : architecture.rows()) {
            int learned = Math.toIntExact(row.layer().trainable(row.in()));
            if (learned > 0) {
                layers.add(new LayerWeights(
                        Text.format("%02d-%s", row.number(), row.layer().kind()),
                        Arrays.copyOfRange(parameters, start, start + learned)));
            }
            start += Math.toIntExact(row.parameters());
        }
        if (start != parameters.length) {
            throw new IllegalArgumentException(
                    "the layers have " + start + " parameters, and the network has " + parameters.length);
        }
        return layers;
    }

    /** The number and kind of the layer: {@code 02-conv}. */
    public String name() {
        return name;
    }

    /** All that it learns, biases included; running statistics of a batch norm are not. */
    public float[] weights() {
        return weights.clone();
    }
}
