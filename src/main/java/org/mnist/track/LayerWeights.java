package org.mnist.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mnist.base.Text;
import org.mnist.network.Architecture;

/**
 * The weights of a layer.
 *
 * @param name its number and kind: {@code 02-conv}
 * @param weights all that it learns, biases included; running statistics of a batch norm are not
 */
public record LayerWeights(String name, float[] weights) {
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
}
