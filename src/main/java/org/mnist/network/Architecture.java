package org.mnist.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mnist.base.Check;

/** A list of layers that has been proved to fit together, with what each makes of its input. */
public final class Architecture {
    private static final long MAX_PARAMETERS = 100_000_000;
    private static final int MAX_LAYERS = 1000;

    /**
     * A layer in its place.
     *
     * @param number its place, from 1
     * @param layer what it is
     * @param in the shape it gets
     * @param out the shape it makes
     * @param frozen whether its parameters stay as they are
     */
    public record Row(int number, LayerSpec layer, Shape in, Shape out, boolean frozen) {
        /** Parameters of this layer, running statistics included. */
        public long parameters() {
            return layer.parameters(in);
        }

        /** Parameters that are learned. */
        public long trainable() {
            return frozen ? 0 : layer.trainable(in);
        }

        private Row freeze() {
            return new Row(number, layer, in, out, true);
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
    private final Shape image;
    private final int classes;

    /**
     * Checks that the layers fit together, and fits the output to the classes.
     *
     * @param layers the layers
     * @param image the shape of the images
     * @param classes how many classes they are of
     * @throws IllegalArgumentException naming the first layer that does not fit, its input shape, and what would fit
     */
    public Architecture(List<LayerSpec> layers, Shape image, int classes) {
        Check.that(layers != null && !layers.isEmpty(), "layers is empty; an architecture ends with an output layer");
        Check.that(
                layers.size() <= MAX_LAYERS,
                "layers: there are " + layers.size() + "; up to " + MAX_LAYERS + " are supported");
        this.image = image;
        this.classes = classes;
        List<Row> checked = new ArrayList<>();
        Shape shape = image;
        for (LayerSpec layer : layers) {
            int number = checked.size() + 1;
            Check.that(layer != null, "layers: layer " + number + " is empty");
            Check.that(
                    layer instanceof LayerSpec.Output == (number == layers.size()),
                    "layers: layer " + number + " is " + layer.kind()
                            + "; output must be the last layer, and only the last");
            Row row = row(layer, shape, number, classes);
            checked.add(row);
            shape = row.out();
        }
        rows = List.copyOf(checked);
        Check.that(
                parameters() <= MAX_PARAMETERS,
                "layers: the network has " + parameters() + " parameters; up to " + MAX_PARAMETERS + " are supported");
    }

    private Architecture(List<Row> rows, Architecture unfrozen) {
        this.rows = List.copyOf(rows);
        this.image = unfrozen.image;
        this.classes = unfrozen.classes;
    }

    /**
     * The same layers, of which the first do not learn.
     *
     * @param freeze how many layers with weights stay as they are
     */
    public Architecture freeze(int freeze) {
        int frozen = frozenRows(freeze);
        return new Architecture(
                Stream.concat(
                                rows.stream().limit(frozen).map(Row::freeze),
                                rows.stream().skip(frozen))
                        .toList(),
                this);
    }

    /** How many layers there are up to the {@code freeze}-th that has weights, that one included. */
    public int frozenRows(int freeze) {
        int count = 0;
        for (int left = freeze; left > 0 && count < rows.size(); count++) {
            left -= rows.get(count).parameters() > 0 ? 1 : 0;
        }
        return count;
    }

    /**
     * Layers whose end fits larger maps than they were made for: a flatten between maps, one a class, and an output without
     * weights becomes the mean of each map, which for maps of one number is the same.
     *
     * @param layers the layers, which may not fit together
     */
    public static List<LayerSpec> fitted(List<LayerSpec> layers, Shape image, int classes) {
        int flatten = layers.size() - 2;
        if (flatten < 1
                || !(layers.get(flatten) instanceof LayerSpec.Flatten)
                || !(layers.get(flatten + 1) instanceof LayerSpec.Output output && !output.dense())) {
            return layers;
        }
        Shape shape = image;
        for (LayerSpec layer : layers.subList(0, flatten)) {
            if (layer == null || layer instanceof LayerSpec.Output) {
                return layers; // whoever proves them says what is wrong
            }
            try {
                shape = layer.output(shape);
            } catch (IllegalArgumentException | ArithmeticException e) {
                return layers; // the same
            }
        }
        if (shape.flat() || shape.channels() != classes || shape.height() * shape.width() == 1) {
            return layers;
        }
        List<LayerSpec> fitted = new ArrayList<>(layers);
        fitted.set(flatten, new LayerSpec.GlobalAvgPool());
        return fitted;
    }

    private static Row row(LayerSpec layer, Shape in, int number, int classes) {
        try {
            LayerSpec fitted = layer instanceof LayerSpec.Output output ? output.fitted(classes) : layer;
            return new Row(number, fitted, in, fitted.output(in), false);
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

    /** The shape of the images that it takes. */
    public Shape image() {
        return image;
    }

    /** How many classes it tells apart. */
    public int classes() {
        return classes;
    }

    /** The layers in order. */
    public List<Row> rows() {
        return rows;
    }

    /** How many layers have weights: convolutions, batch norms, dense layers and an output with weights of its own. */
    public int withWeights() {
        return (int) rows.stream().filter(row -> row.parameters() > 0).count();
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
