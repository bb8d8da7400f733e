package org.mnist.network.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.base.Check;
import org.mnist.network.Architecture;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights taken over from a trained network, layer by layer: the first layer with weights from the first, and so on, wherever
 * both are of one kind and all their parameters have one shape. Running statistics come along, and stay where a
 * layer is frozen; elsewhere they begin anew with the first batch, for the data is another. What the optimiser remembers does
 * not come along.
 */
public final class WeightTransfer {
    /** A layer with weights, and its index in the DL4J network. */
    private record Weighted(Architecture.Row row, int index) {
        /** Whether all parameters have the same shapes: each of these numbers is a side of one of them. */
        boolean fits(Weighted other) {
            return row.layer().kind().equals(other.row.layer().kind())
                    && row.parameters() == other.row.parameters()
                    && row.in().channels() == other.row.in().channels()
                    && row.out().channels() == other.row.out().channels();
        }

        String words() {
            return (row.layer().kind() + " " + row.layer().detail()).strip();
        }
    }

    private final List<Weighted> target;
    private final List<Weighted> source;
    private final boolean sameClasses;

    /**
     * A transfer.
     *
     * @param target the layers that get weights
     * @param source the layers that have them
     * @param sameClasses whether both tell the same classes apart; if not, the last layer with weights is not taken over
     */
    public WeightTransfer(Architecture target, Architecture source, boolean sameClasses) {
        this.target = weighted(target);
        this.source = weighted(source);
        this.sameClasses = sameClasses;
    }

    private static List<Weighted> weighted(Architecture architecture) {
        return architecture.rows().stream()
                .filter(row -> row.parameters() > 0)
                .map(row -> new Weighted(row, LayerIndex.of(architecture, row)))
                .toList();
    }

    private boolean takes(int i) {
        boolean ofClasses = i == target.size() - 1;
        return i < source.size() && target.get(i).fits(source.get(i)) && (sameClasses || !ofClasses);
    }

    /** The layers that are taken over, in words: {@code conv 32 3×3 relu}. */
    public List<String> taken() {
        return words(true);
    }

    /** The layers that are drawn anew. */
    public List<String> drawn() {
        return words(false);
    }

    private List<String> words(boolean taken) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < target.size(); i++) {
            if (takes(i) == taken) {
                words.add(target.get(i).words());
            }
        }
        return words;
    }

    /**
     * Refuses a transfer of nothing, and one that would freeze layers that were drawn at random.
     *
     * @param freeze how many layers with weights, the first ones, are to stay as they are
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public void require(int freeze) {
        Check.that(
                !taken().isEmpty(),
                "none of its layers has the shape of one of this network ("
                        + target.get(0).words() + ", …); --init takes a model of the same architecture");
        for (int i = 0; i < freeze; i++) {
            Check.that(
                    takes(i),
                    "it has no layer for " + target.get(i).words() + ", which --freeze " + freeze
                            + " would leave as it was drawn; freeze " + i + " at most");
        }
    }

    /**
     * Takes the weights over.
     *
     * @param to the network that gets them
     * @param from the network that has them
     */
    public void apply(MultiLayerNetwork to, MultiLayerNetwork from) {
        for (int i = 0; i < target.size(); i++) {
            if (takes(i)) {
                Map<String, INDArray> values =
                        from.getLayer(source.get(i).index()).paramTable();
                to.getLayer(target.get(i).index())
                        .paramTable()
                        .forEach((name, value) -> value.assign(values.get(name)));
            }
        }
    }
}
