package org.mnist.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.base.Failure;
import org.mnist.data.Images;
import org.mnist.network.LayerSpec;
import org.mnist.network.file.NetworkSpecs;

/** The layers of a network from the image to the logits, rewritten by {@link Fusion} into fewer that compute the same. */
public final class Graph {
    private final List<Node> nodes;

    private Graph(List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** The layers in order. */
    public List<Node> nodes() {
        return nodes;
    }

    /**
     * The graph that trains a network.
     *
     * @throws UnsupportedLayerException if the network is not one that this program builds
     */
    public static Graph forTraining(MultiLayerNetwork network) throws UnsupportedLayerException {
        return new Graph(Fusion.TRAINING.rewrite(read(network)));
    }

    /**
     * The graph that runs a network: without dropout, and with batch norms joined to the layer with weights before them.
     *
     * @throws UnsupportedLayerException if the network is not one that this program builds
     */
    public static Graph forInference(MultiLayerNetwork network) throws UnsupportedLayerException {
        List<Node> nodes = read(network);
        nodes.removeIf(node -> node instanceof Node.Dropout);
        return new Graph(Fusion.INFERENCE.rewrite(nodes));
    }

    private static List<Node> read(MultiLayerNetwork network) throws UnsupportedLayerException {
        List<Node> nodes = GraphReader.read(layers(network));
        nodes.add(new Node.Flatten(Node.NO_LAYER)); // the loss takes a vector
        markLogits(nodes);
        return withoutWholeWindows(nodes);
    }

    private static List<LayerSpec> layers(MultiLayerNetwork network) throws UnsupportedLayerException {
        try {
            return NetworkSpecs.of(network).layers();
        } catch (IllegalArgumentException e) {
            throw new UnsupportedLayerException(Failure.message(e));
        }
    }

    private static void markLogits(List<Node> nodes) {
        for (int i = nodes.size() - 2; i >= 0; i--) {
            if (nodes.get(i) instanceof Node.Weighted weighted) {
                nodes.set(i, weighted.asLogits());
                return;
            } else if (!(nodes.get(i) instanceof Node.Flatten)) {
                return;
            }
        }
    }

    /** A convolution with a window over its whole input becomes the dense layer that it is: libraries compute that faster. */
    private static List<Node> withoutWholeWindows(List<Node> nodes) {
        List<Node> instead = new ArrayList<>();
        long[] sizes = {1, 1, Images.SIDE, Images.SIDE};
        for (Node node : nodes) {
            if (node instanceof Node.Conv conv && conv.window().covers(sizes)) {
                instead.addAll(List.of(conv.asDense(), new Node.Unflatten(Node.NO_LAYER)));
            } else {
                instead.add(node);
            }
            sizes = node.output(sizes);
        }
        return instead;
    }
}
