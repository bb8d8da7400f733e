package org.mnist.engine.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mnist.network.Activation;

/**
 * Rules by which two neighbouring nodes become other nodes that compute the same with less work. Zeros around maps go
 * into the convolution that follows, an activation into the node before it, a flatten into the dense layer behind it. An
 * activation before a maximum moves behind it, where there are fewer numbers.
 */
enum Fusion {
    /** Training: gradients must be told apart, so batch norms stay by themselves. */
    TRAINING {
        @Override
        Optional<List<Node>> join(Node first, Node second) {
            if (first instanceof Node.Weighted weighted && isPool(second, true)) {
                return behindMaximum(weighted, second);
            }
            if (first instanceof Node.Weighted weighted
                    && weighted.postOps().isEmpty()
                    && second instanceof Node.Activate activate) {
                return Optional.of(List.of(weighted.then(activate)));
            }
            if (first instanceof Node.BatchNorm norm && joinsRelu(norm, second)) {
                return Optional.of(List.of(new Node.BatchNorm(norm.layer(), norm.momentum(), norm.epsilon(), true)));
            }
            return joinAlways(first, second);
        }
    },
    /** Inference: a batch norm is a factor and a summand, which the layer with weights before it can apply. */
    INFERENCE {
        @Override
        Optional<List<Node>> join(Node first, Node second) {
            if (first instanceof Node.Weighted weighted && second instanceof Node.PostOp postOp) {
                return Optional.of(List.of(weighted.then(postOp)));
            }
            if (isPool(first, false) && second instanceof Node.BatchNorm) {
                return Optional.of(List.of(second, first)); // a mean of products is the product of the mean
            }
            return joinAlways(first, second);
        }
    };

    /** The nodes that two neighbours become; empty if they stay as they are. */
    abstract Optional<List<Node>> join(Node first, Node second);

    /** Applies the rules to neighbours until nothing changes; the list is changed and returned. */
    List<Node> rewrite(List<Node> nodes) {
        for (int i = 0; i + 1 < nodes.size(); i++) {
            Optional<List<Node>> instead = join(nodes.get(i), nodes.get(i + 1));
            if (instead.isPresent()) {
                nodes.subList(i, i + 2).clear();
                nodes.addAll(i, instead.get());
                i = -1;
            }
        }
        return nodes;
    }

    /** A function that never falls gives the same before and behind a maximum. */
    private static Optional<List<Node>> behindMaximum(Node.Weighted weighted, Node maximum) {
        if (weighted.postOps().isEmpty()) {
            return Optional.empty();
        }
        List<Node> nodes = new ArrayList<>(List.of(weighted.withPostOps(List.of()), maximum));
        nodes.addAll(weighted.postOps());
        return Optional.of(nodes);
    }

    private static boolean joinsRelu(Node.BatchNorm norm, Node second) {
        return !norm.relu() && second instanceof Node.Activate activate && activate.function() == Activation.RELU;
    }

    /** Whether a node takes the largest of its window, or, where {@code max} is not set, the mean. */
    private static boolean isPool(Node node, boolean max) {
        return (node instanceof Node.Pool pool && pool.max() == max)
                || (node instanceof Node.GlobalPool global && global.max() == max);
    }

    private static Optional<List<Node>> joinAlways(Node first, Node second) {
        if (first instanceof Node.ZeroPad pad
                && second instanceof Node.Conv conv
                && conv.window().border() instanceof Zeros zeros
                && !pad.zeros().crops()) {
            return Optional.of(List.of(conv.withWindow(conv.window().with(zeros.plus(pad.zeros())))));
        }
        if (first instanceof Node.Flatten && (second instanceof Node.Dense || second instanceof Node.Flatten)) {
            return Optional.of(List.of(second));
        }
        if (first instanceof Node.Flatten && (second instanceof Node.Activate || second instanceof Node.Dropout)) {
            return Optional.of(List.of(second, first)); // number by number: the order does not matter
        }
        if (first instanceof Node.Unflatten && second instanceof Node.Flatten) {
            return Optional.of(List.of());
        }
        if (first instanceof Node.Unflatten && (second instanceof Node.PostOp || second instanceof Node.Dropout)) {
            return Optional.of(List.of(second, first));
        }
        return Optional.empty();
    }
}
