package org.mnist.network.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.network.Architecture;
import org.mnist.network.LayerSpec;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights taken over from a trained network, layer by layer: the first layer with weights from the first, and so on, wherever
 * both are of one kind and all their parameters have one shape. Running statistics come along, and stay where a
 * layer is frozen; elsewhere they begin anew with the first batch, for the data is another. What the optimiser remembers does
 * not come along.
 *
 * @param taken the layers that were taken over, in words: {@code conv 32 3×3 relu}
 * @param drawn the layers that keep the weights they had
 */
public record WeightTransfer(List<String> taken, List<String> drawn) {
    /** Copies the lists. */
    public WeightTransfer {
        taken = List.copyOf(taken);
        drawn = List.copyOf(drawn);
    }

    private record Weighted(String words, String kind, Map<String, INDArray> parameters) {
        boolean fits(Weighted other) {
            return kind.equals(other.kind)
                    && parameters.keySet().equals(other.parameters.keySet())
                    && parameters.entrySet().stream()
                            .allMatch(entry -> entry.getValue().equalShapes(other.parameters.get(entry.getKey())));
        }
    }

    /**
     * Takes weights over.
     *
     * @param target gets them
     * @param targetLayers its layers
     * @param source has them
     * @param sourceLayers its layers
     * @param sameClasses whether both tell the same classes apart; if not, the last layer with weights is not taken over
     */
    public static WeightTransfer into(
            MultiLayerNetwork target,
            Architecture targetLayers,
            MultiLayerNetwork source,
            Architecture sourceLayers,
            boolean sameClasses) {
        List<Weighted> to = weighted(target, targetLayers);
        List<Weighted> from = weighted(source, sourceLayers);
        List<String> taken = new ArrayList<>();
        List<String> drawn = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
            Weighted layer = to.get(i);
            boolean ofClasses = i == to.size() - 1;
            if (i < from.size() && layer.fits(from.get(i)) && (sameClasses || !ofClasses)) {
                Map<String, INDArray> values = from.get(i).parameters();
                layer.parameters().forEach((name, value) -> value.assign(values.get(name)));
                taken.add(layer.words());
            } else {
                drawn.add(layer.words());
            }
        }
        return new WeightTransfer(taken, drawn);
    }

    private static List<Weighted> weighted(MultiLayerNetwork network, Architecture architecture) {
        List<Weighted> layers = new ArrayList<>();
        int index = 0;
        for (Architecture.Row row : architecture.rows()) {
            if (row.layer() instanceof LayerSpec.Flatten) {
                continue; // no layer of DL4J's own
            }
            Map<String, INDArray> parameters = network.getLayer(index++).paramTable();
            if (row.parameters() > 0) {
                String words = (row.layer().kind() + " " + row.layer().detail()).strip();
                layers.add(new Weighted(words, row.layer().kind(), parameters));
            }
        }
        return layers;
    }
}
