package org.mnist.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.base.Failure;
import org.mnist.network.Shape;
import org.mnist.network.dl4j.NetworkSpec;
import org.mnist.network.file.NetworkSpecs;

/** The layers of a network from the image to the logits, rewritten by {@link Fusion} into fewer that compute the same. */
public final class Graph {
    private final Shape image;
    private final int classes;
    private final int firstLearning;
    private final List<Node> nodes;

    private Graph(NetworkSpec spec, int freeze, List<Node> nodes) {
        this.firstLearning = spec.firstLearning(freeze);
        this.image = spec.image();
        this.classes = spec.classes();
        this.nodes = List.copyOf(nodes);
    }

    /** The shape of the images. */
    public Shape image() {
        return image;
    }

    /** The sizes of a batch of so many images: images, channels, rows, columns. */
    public long[] input(int batch) {
        return new long[] {batch, image.channels(), image.height(), image.width()};
    }

    /** How many logits it makes of an image. */
    public int classes() {
        return classes;
    }

    /** The index in the DL4J network of the first layer that learns; those before it stay as they are. */
    public int firstLearning() {
        return firstLearning;
    }

    /** The layers in order. */
    public List<Node> nodes() {
        return nodes;
    }

    /**
     * The graph that trains a network.
     *
     * @param freeze how many layers with weights, the first ones, stay as they are
     * @throws UnsupportedLayerException if the network is not one that this program builds
     */
    public static Graph forTraining(MultiLayerNetwork network, int freeze) throws UnsupportedLayerException {
        NetworkSpec spec = spec(network);
        return new Graph(spec, freeze, Fusion.TRAINING.rewrite(read(spec)));
    }

    /**
     * The graph that runs a network: without dropout, and with batch norms joined to the layer with weights before them.
     *
     * @throws UnsupportedLayerException if the network is not one that this program builds
     */
    public static Graph forInference(MultiLayerNetwork network) throws UnsupportedLayerException {
        NetworkSpec spec = spec(network);
        List<Node> nodes = read(spec);
        nodes.removeIf(node -> node instanceof Node.Dropout);
        return new Graph(spec, 0, Fusion.INFERENCE.rewrite(nodes));
    }

    private static List<Node> read(NetworkSpec spec) {
        List<Node> nodes = GraphReader.read(spec.architecture());
        nodes.add(new Node.Flatten(Node.NO_LAYER)); // the loss takes a vector
        markLogits(nodes);
        return withoutWholeWindows(nodes, spec.image());
    }

    private static NetworkSpec spec(MultiLayerNetwork network) throws UnsupportedLayerException {
        try {
            return NetworkSpecs.of(network);
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
    private static List<Node> withoutWholeWindows(List<Node> nodes, Shape image) {
        List<Node> instead = new ArrayList<>();
        long[] sizes = {1, image.channels(), image.height(), image.width()};
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
