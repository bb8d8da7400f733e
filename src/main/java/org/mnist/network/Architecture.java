package org.mnist.network;

import java.util.ArrayList;
import java.util.List;
import org.mnist.base.Check;

/** A list of layers that has been proved to fit together, with what each makes of its input. */
public final class Architecture {
    private static final long MAX_PARAMETERS = 100_000_000;

    /**
     * A layer in its place.
     *
     * @param number its place, from 1
     * @param layer what it is
     * @param in the shape it gets
     * @param out the shape it makes
     */
    public record Row(int number, LayerSpec layer, Shape in, Shape out) {
        /** Parameters of this layer, running statistics included. */
        public long parameters() {
            return layer.parameters(in);
        }

        /** Parameters that are learned. */
        public long trainable() {
            return layer.trainable(in);
        }

        /**
         * Millions of floating-point operations that one image takes on its way forward: two for each multiplication
         * with a weight. Additions of biases, normalisation, pooling and activations are not counted.
         */
        public double megaflop() {
            return 2 * layer.multiplyAdds(in) / 1e6;
        }
    }

    private final List<Row> rows;

    /**
     * Checks that the layers fit together.
     *
     * @throws IllegalArgumentException naming the first layer that does not fit, its input shape, and what would fit
     */
    public Architecture(List<LayerSpec> layers) {
        Check.that(layers != null && !layers.isEmpty(), "layers is empty; an architecture ends with an output layer");
        List<Row> checked = new ArrayList<>();
        Shape shape = Shape.IMAGE;
        for (LayerSpec layer : layers) {
            int number = checked.size() + 1;
            Check.that(layer != null, "layers: layer " + number + " is empty");
            Check.that(
                    layer instanceof LayerSpec.Output == (number == layers.size()),
                    "layers: layer " + number + " is " + layer.kind()
                            + "; output must be the last layer, and only the last");
            Row row = new Row(number, layer, shape, outputOf(layer, shape, number));
            checked.add(row);
            shape = row.out();
        }
        rows = List.copyOf(checked);
        Check.that(
                parameters() <= MAX_PARAMETERS,
                "layers: the network has " + parameters() + " parameters; up to " + MAX_PARAMETERS + " are supported");
    }

    private static Shape outputOf(LayerSpec layer, Shape in, int number) {
        try {
            return layer.output(in);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "layers: layer " + number + ", " + layer.kind() + " " + layer.detail() + ", does not fit its input "
                            + in + ": " + e.getMessage(),
                    e);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "layers: layer " + number + " makes too many numbers of its input " + in, e);
        }
    }

    /** The layers in order. */
    public List<Row> rows() {
        return rows;
    }

    /** All parameters, the running statistics of batch norms included, as DL4J counts them. */
    public long parameters() {
        return rows.stream().mapToLong(Row::parameters).sum();
    }

    /** Parameters that are learned. */
    public long trainable() {
        return rows.stream().mapToLong(Row::trainable).sum();
    }

    /** Millions of floating-point operations that one image takes on its way forward; see {@link Row#megaflop}. */
    public double megaflop() {
        return rows.stream().mapToDouble(Row::megaflop).sum();
    }
}
