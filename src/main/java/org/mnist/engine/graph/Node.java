package org.mnist.engine.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mnist.network.Activation;

/**
 * One layer of a {@link Graph}. Sizes are {@code {images, channels, rows, columns}} of maps and {@code {images,
 * features}} of vectors.
 */
public sealed interface Node {
    /** Stands for the layer of a node that has no counterpart in the DL4J network. */
    int NO_LAYER = -1;

    /** The layer's index in the DL4J network, or {@link #NO_LAYER}. */
    int layer();

    /** The kind of the node in one word, for people. */
    String kind();

    /** A name for people, such as {@code 3 conv}. */
    default String name() {
        return layer() == NO_LAYER ? kind() : layer() + " " + kind();
    }

    /** The sizes of the result for an input of these sizes. */
    default long[] output(long... in) {
        return in;
    }

    /** Calls the visitor's method for this kind of node. */
    <R> R accept(Visitor<R> visitor);

    /**
     * One answer for each kind of node: who implements this cannot forget one.
     *
     * @param <R> the answer
     */
    interface Visitor<R> {
        /** The answer for a convolution. */
        R conv(Conv node);

        /** The answer for a fully connected layer. */
        R dense(Dense node);

        /** The answer for a batch normalisation. */
        R batchNorm(BatchNorm node);

        /** The answer for a pooling by windows. */
        R pool(Pool node);

        /** The answer for a pooling of whole maps. */
        R globalPool(GlobalPool node);

        /** The answer for an activation. */
        R activate(Activate node);

        /** The answer for a dropout. */
        R dropout(Dropout node);

        /** The answer for zeros around maps. */
        R zeroPad(ZeroPad node);

        /** The answer for maps that become a vector. */
        R flatten(Flatten node);

        /** The answer for a vector that becomes maps. */
        R unflatten(Unflatten node);
    }

    /** A node that can be computed in the same pass as the weighted node before it. */
    sealed interface PostOp extends Node {}

    /** A node with weights, whose result may pass through post-ops on its way to memory. */
    sealed interface Weighted extends Node {
        /** Whether a bias is added to each channel or feature. */
        boolean bias();

        /** Whether the result, flattened or not, is what the softmax gets; it is kept with 32 bits then. */
        boolean logits();

        /** The same node with {@link #logits} set. */
        Weighted asLogits();

        /** Activations and, for inference, batch norms that follow and are done in the same pass. */
        List<PostOp> postOps();

        /** The same node with other post-ops. */
        Weighted withPostOps(List<PostOp> nodes);

        /** The same node with one more post-op behind the others. */
        default Weighted then(PostOp node) {
            List<PostOp> more = new ArrayList<>(postOps());
            more.add(node);
            return withPostOps(List.copyOf(more));
        }
    }

    /**
     * Convolution.
     *
     * @param layer the layer's index in the DL4J network
     * @param filters channels of the result
     * @param window what a filter sees
     * @param bias whether a bias is added
     * @param logits whether the result is what the softmax gets
     * @param postOps what follows in the same pass
     */
    record Conv(int layer, int filters, Window window, boolean bias, boolean logits, List<PostOp> postOps)
            implements Weighted {
        @Override
        public String kind() {
            return "conv";
        }

        @Override
        public Weighted withPostOps(List<PostOp> nodes) {
            return new Conv(layer, filters, window, bias, logits, nodes);
        }

        @Override
        public Weighted asLogits() {
            return new Conv(layer, filters, window, bias, true, postOps);
        }

        @Override
        public long[] output(long... in) {
            return window.output(filters, in);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.conv(this);
        }

        /** The same convolution under another window. */
        Conv withWindow(Window other) {
            return new Conv(layer, filters, other, bias, logits, postOps);
        }

        /** The dense layer that a convolution over the whole of its input is. */
        Dense asDense() {
            return new Dense(layer, filters, bias, logits, postOps);
        }
    }

    /**
     * Fully connected layer. Its input may be maps, which count channel by channel, row by row.
     *
     * @param layer the layer's index in the DL4J network
     * @param units features of the result
     * @param bias whether a bias is added
     * @param logits whether the result is what the softmax gets
     * @param postOps what follows in the same pass
     */
    record Dense(int layer, int units, boolean bias, boolean logits, List<PostOp> postOps) implements Weighted {
        @Override
        public String kind() {
            return "dense";
        }

        @Override
        public Weighted withPostOps(List<PostOp> nodes) {
            return new Dense(layer, units, bias, logits, nodes);
        }

        @Override
        public Weighted asLogits() {
            return new Dense(layer, units, bias, true, postOps);
        }

        @Override
        public long[] output(long... in) {
            return new long[] {in[0], units};
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dense(this);
        }
    }

    /**
     * Batch normalisation.
     *
     * @param layer the layer's index in the DL4J network
     * @param momentum share of the old running statistics that a step keeps at most
     * @param epsilon added to the variance
     * @param relu whether a relu is done in the same pass
     */
    record BatchNorm(int layer, double momentum, double epsilon, boolean relu) implements PostOp {
        @Override
        public String kind() {
            return "norm";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.batchNorm(this);
        }
    }

    /**
     * The largest or the mean number under each place of a window; zeros of the border do not count.
     *
     * @param layer the layer's index in the DL4J network
     * @param max whether it is the largest
     * @param window the window
     */
    record Pool(int layer, boolean max, Window window) implements Node {
        @Override
        public String kind() {
            return "pool";
        }

        @Override
        public long[] output(long... in) {
            return window.output(in[1], in);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pool(this);
        }
    }

    /**
     * The largest or the mean number of each whole map, as maps of one pixel.
     *
     * @param layer the layer's index in the DL4J network
     * @param max whether it is the largest
     */
    record GlobalPool(int layer, boolean max) implements Node {
        @Override
        public String kind() {
            return "pool";
        }

        @Override
        public long[] output(long... in) {
            return new long[] {in[0], in[1], 1, 1};
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.globalPool(this);
        }
    }

    /**
     * An activation in a pass of its own, or as a post-op.
     *
     * @param layer the layer's index in the DL4J network
     * @param function the activation; all of them never fall, so they may change places with a maximum
     */
    record Activate(int layer, Activation function) implements PostOp {
        @Override
        public String kind() {
            return "activate";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.activate(this);
        }
    }

    /**
     * Dropout while training.
     *
     * @param layer the layer's index in the DL4J network
     * @param rate the share dropped, above 0 and below 1
     */
    record Dropout(int layer, double rate) implements Node {
        @Override
        public String kind() {
            return "dropout";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropout(this);
        }
    }

    /**
     * Zeros around each map, or rows and columns taken away from its edges.
     *
     * @param layer the layer's index in the DL4J network
     * @param zeros how many on each side
     */
    record ZeroPad(int layer, Zeros zeros) implements Node {
        @Override
        public String kind() {
            return "pad";
        }

        @Override
        public long[] output(long... in) {
            return new long[] {in[0], in[1], in[2] + zeros.top() + zeros.bottom(), in[3] + zeros.left() + zeros.right()
            };
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.zeroPad(this);
        }
    }

    /**
     * Maps to a vector, channel by channel, row by row.
     *
     * @param layer the layer's index in the DL4J network
     */
    record Flatten(int layer) implements Node {
        @Override
        public String kind() {
            return "flatten";
        }

        @Override
        public long[] output(long... in) {
            return new long[] {in[0], Arrays.stream(in).skip(1).reduce(1, (a, b) -> a * b)};
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.flatten(this);
        }
    }

    /**
     * A vector to as many maps of one pixel.
     *
     * @param layer the layer's index in the DL4J network
     */
    record Unflatten(int layer) implements Node {
        @Override
        public String kind() {
            return "unflatten";
        }

        @Override
        public long[] output(long... in) {
            return new long[] {in[0], in[1], 1, 1};
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unflatten(this);
        }
    }
}
