package org.mnist.engine.onednn;

import org.mnist.network.Activation;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.data.Images;

/**
 * The layers of a network from the image to the logits, rewritten into fewer that compute the same. What is joined:
 * zeros around maps with the convolution that follows; an activation with the layer before it; a flatten with the dense
 * layer after it. An activation before a maximum goes behind it, where there is less to do. A convolution with a window
 * over its whole input becomes the dense layer that it is: oneDNN has no fast kernel for its gradient.
 */
final class Graph {
    private final List<Node> nodes;

    private Graph(List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** The layers in order. */
    List<Node> nodes() {
        return nodes;
    }

    /**
     * The graph that trains a network.
     *
     * @throws UnsupportedLayerException if the network has a layer that this engine lacks
     */
    static Graph forTraining(MultiLayerNetwork network) throws UnsupportedLayerException {
        return new Graph(rewritten(read(network), Graph::pairForTraining));
    }

    /**
     * The graph that runs a network: without dropout, and with batch norms joined to the layer with weights before them.
     *
     * @throws UnsupportedLayerException if the network has a layer that this engine lacks
     */
    static Graph forInference(MultiLayerNetwork network) throws UnsupportedLayerException {
        List<Node> nodes = read(network);
        nodes.removeIf(node -> node instanceof Node.Dropout);
        return new Graph(rewritten(nodes, Graph::pairForInference));
    }

    private static List<Node> read(MultiLayerNetwork network) throws UnsupportedLayerException {
        List<Node> nodes = new ArrayList<>(GraphReader.read(network.getLayerWiseConfigurations()));
        nodes.add(new Node.Flatten(-1)); // the loss takes a vector
        for (int i = nodes.size() - 2; i >= 0; i--) {
            if (nodes.get(i) instanceof Node.Weighted weighted) {
                nodes.set(i, weighted.asLogits());
                break;
            } else if (!(nodes.get(i) instanceof Node.Flatten)) {
                break;
            }
        }
        return withoutWholeWindows(nodes);
    }

    private static List<Node> withoutWholeWindows(List<Node> nodes) {
        List<Node> instead = new ArrayList<>();
        long[] dims = {1, 1, Images.SIDE, Images.SIDE};
        for (Node node : nodes) {
            if (node instanceof Node.Conv conv && conv.window().covers(dims)) {
                instead.addAll(List.of(conv.asDense(), new Node.Unflatten(-1)));
            } else {
                instead.add(node);
            }
            dims = node.output(dims);
        }
        return instead;
    }

    private interface Rule {
        /** What two neighbours become; null if they stay. */
        List<Node> apply(Node first, Node second);
    }

    /** Applies a rule to neighbours until nothing changes. */
    private static List<Node> rewritten(List<Node> nodes, Rule rule) {
        for (int i = 0; i + 1 < nodes.size(); i++) {
            List<Node> instead = rule.apply(nodes.get(i), nodes.get(i + 1));
            if (instead != null) {
                nodes.subList(i, i + 2).clear();
                nodes.addAll(i, instead);
                i = -1;
            }
        }
        return nodes;
    }

    private static List<Node> pairForTraining(Node first, Node second) {
        if (first instanceof Node.Weighted weighted && second instanceof Node.Pool pool && pool.max()) {
            return behindMaximum(weighted, pool);
        }
        if (first instanceof Node.Weighted weighted && weighted.after().isEmpty() && second instanceof Node.Activate) {
            return List.of(weighted.then(second));
        }
        if (first instanceof Node.Norm norm && joinsRelu(norm, second)) {
            return List.of(new Node.Norm(norm.layer(), norm.momentum(), norm.epsilon(), true));
        }
        return pairAlways(first, second);
    }

    /** A function that never falls gives the same before and behind a maximum. */
    private static List<Node> behindMaximum(Node.Weighted weighted, Node.Pool pool) {
        if (weighted.after().isEmpty()) {
            return null;
        }
        List<Node> nodes = new ArrayList<>(List.of(weighted.withAfter(List.of()), pool));
        nodes.addAll(weighted.after());
        return nodes;
    }

    private static boolean joinsRelu(Node.Norm norm, Node second) {
        return !norm.relu() && second instanceof Node.Activate activate && activate.function() == Activation.RELU;
    }

    private static List<Node> pairForInference(Node first, Node second) {
        if (first instanceof Node.Weighted weighted
                && (second instanceof Node.Activate || second instanceof Node.Norm)) {
            return List.of(weighted.then(second));
        }
        if (first instanceof Node.Pool pool && !pool.max() && second instanceof Node.Norm) {
            return List.of(second, pool); // a mean of products is the product of the mean
        }
        return pairAlways(first, second);
    }

    private static List<Node> pairAlways(Node first, Node second) {
        if (first instanceof Node.Pad pad
                && second instanceof Node.Conv conv
                && conv.window().pad() != null) {
            Window window = conv.window();
            Window wider = new Window(
                    window.height(),
                    window.width(),
                    window.down(),
                    window.across(),
                    window.pad().plus(pad));
            return List.of(
                    new Node.Conv(conv.layer(), conv.filters(), wider, conv.bias(), conv.logits(), conv.after()));
        }
        if (first instanceof Node.Flatten && (second instanceof Node.Dense || second instanceof Node.Flatten)) {
            return List.of(second);
        }
        if (first instanceof Node.Flatten && (second instanceof Node.Activate || second instanceof Node.Dropout)) {
            return List.of(second, first); // number by number: the order does not matter
        }
        if (first instanceof Node.Unflatten && second instanceof Node.Flatten) {
            return List.of();
        }
        if (first instanceof Node.Unflatten
                && (second instanceof Node.Activate || second instanceof Node.Dropout || second instanceof Node.Norm)) {
            return List.of(second, first);
        }
        return null;
    }
}
