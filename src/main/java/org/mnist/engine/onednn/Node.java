package org.mnist.engine.onednn;

import org.mnist.network.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A layer of a {@link Graph}: what a plan makes one stage of. */
sealed interface Node {
    /** The layer's place in the DL4J network, or −1 if it has none. */
    int layer();

    /** A name for people, such as {@code 3 conv}. */
    default String name() {
        String kind = getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return layer() < 0 ? kind : layer() + " " + kind;
    }

    /** What computes it, with nothing remembered yet. */
    Stage stage();

    /** Sizes of the result for an input of these sizes. */
    default long[] output(long... in) {
        return in;
    }

    /** A layer with weights, whose result may pass through others on its way to memory. */
    sealed interface Weighted extends Node {
        boolean bias();

        /** Whether its result, maybe flattened, is what the softmax gets; it is kept with 32 bits then. */
        boolean logits();

        Weighted asLogits();

        /** Activations and, for inference, batch norms that follow and are done in the same pass. */
        List<Node> after();

        Weighted withAfter(List<Node> nodes);

        /** The same with one more layer done in the same pass. */
        default Weighted then(Node node) {
            List<Node> more = new ArrayList<>(after());
            more.add(node);
            return withAfter(List.copyOf(more));
        }
    }

    /** Convolution to {@code filters} maps. */
    record Conv(int layer, int filters, Window window, boolean bias, boolean logits, List<Node> after)
            implements Weighted {
        @Override
        public Weighted withAfter(List<Node> nodes) {
            return new Conv(layer, filters, window, bias, logits, nodes);
        }

        @Override
        public Weighted asLogits() {
            return new Conv(layer, filters, window, bias, true, after);
        }

        @Override
        public Stage stage() {
            return new ConvStage(this);
        }

        @Override
        public long[] output(long... in) {
            return window.output(filters, in);
        }

        /** The same as a dense layer. */
        Dense asDense() {
            return new Dense(layer, filters, bias, logits, after);
        }
    }

    /** Fully connected layer to {@code units} features. */
    record Dense(int layer, int units, boolean bias, boolean logits, List<Node> after) implements Weighted {
        @Override
        public Weighted withAfter(List<Node> nodes) {
            return new Dense(layer, units, bias, logits, nodes);
        }

        @Override
        public Weighted asLogits() {
            return new Dense(layer, units, bias, true, after);
        }

        @Override
        public Stage stage() {
            return new DenseStage(this);
        }

        @Override
        public long[] output(long... in) {
            return new long[] {in[0], units};
        }
    }

    /** Batch normalisation, with a relu in the same pass or without; {@code momentum} is the share of the old kept. */
    record Norm(int layer, double momentum, double epsilon, boolean relu) implements Node {
        @Override
        public Stage stage() {
            return new NormStage(this);
        }
    }

    /** The largest or the mean of each window; without a window, of the whole map. */
    record Pool(int layer, boolean max, Window window) implements Node {
        @Override
        public Stage stage() {
            return new PoolStage(this);
        }

        @Override
        public long[] output(long... in) {
            return (window == null ? Window.over(in) : window).output(in[1], in);
        }
    }

    /** An activation that could not be joined to another layer. */
    record Activate(int layer, Activation function) implements Node {
        @Override
        public Stage stage() {
            return new ActivateStage(this);
        }
    }

    /** Dropout of a share {@code rate}. */
    record Dropout(int layer, double rate) implements Node {
        @Override
        public Stage stage() {
            return new DropoutStage(this);
        }
    }

    /** Zeros around each map. */
    record Pad(int layer, int top, int left, int bottom, int right) implements Node {
        @Override
        public Stage stage() {
            return new PadStage(this);
        }

        @Override
        public long[] output(long... in) {
            return new long[] {in[0], in[1], in[2] + top + bottom, in[3] + left + right};
        }
    }

    /** Maps to a vector in DL4J's order. */
    record Flatten(int layer) implements Node {
        @Override
        public Stage stage() {
            return new FlattenStage(this);
        }

        @Override
        public long[] output(long... in) {
            return new long[] {in[0], Arrays.stream(in).skip(1).reduce(1, (a, b) -> a * b)};
        }
    }

    /** A vector to as many maps of one pixel. */
    record Unflatten(int layer) implements Node {
        @Override
        public Stage stage() {
            return new UnflattenStage(this);
        }

        @Override
        public long[] output(long... in) {
            return new long[] {in[0], in[1], 1, 1};
        }
    }
}
