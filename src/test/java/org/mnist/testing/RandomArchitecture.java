package org.mnist.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.mnist.network.Shape;

/** Small architectures of every kind of layer, drawn by a seed. */
public final class RandomArchitecture {
    private static final List<String> ACTIVATIONS = List.of("linear", "relu", "leaky-relu", "elu", "tanh", "sigmoid");

    private final Random random;
    private final List<String> layers = new ArrayList<>();
    private final int classes;
    private Shape shape;

    private RandomArchitecture(long seed, Shape image, int classes) {
        this.random = new Random(seed);
        this.shape = image;
        this.classes = classes;
    }

    /** The layers as a configuration has them. */
    public static String draw(long seed) {
        return draw(seed, MnistForm.SHAPE, MnistForm.CLASSES);
    }

    /** The layers, for images of a shape and so many classes. */
    public static String draw(long seed, Shape image, int classes) {
        return new RandomArchitecture(seed, image, classes).draw();
    }

    private String draw() {
        int maps = random.nextInt(5);
        for (int i = 0; i < maps; i++) {
            addOnMaps();
        }
        if (random.nextInt(6) == 0 && maps > 0) {
            layers.add(random.nextBoolean() ? "{globalavgpool: {}}" : "{globalmaxpool: {}}");
            shape = Shape.vector(shape.channels());
        } else {
            layers.add("{flatten: {}}");
            shape = Shape.vector(shape.size());
        }
        int dense = random.nextInt(3);
        for (int i = 0; i < dense; i++) {
            addOnVector();
        }
        if (random.nextInt(4) == 0) {
            layers.add("{dense: {units: " + classes + ", bias: " + random.nextBoolean() + "}}");
            layers.add("{output: {dense: false}}");
        } else {
            layers.add("{output: {}}");
        }
        return "[" + String.join(", ", layers) + "]";
    }

    private void addOnMaps() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                int filters = 1 + random.nextInt(20);
                layers.add(String.format(
                        "{conv: {filters: %d, %s, bias: %s, activation: %s}}",
                        filters, window("kernel", 1 + random.nextInt(7), 1), random.nextInt(3) > 0, activation()));
                shape = Shape.maps(filters, shape.height(), shape.width());
            }
            case 3 -> layers.add("{maxpool: {" + window("size", 2 + random.nextInt(2), 0) + "}}");
            case 4 -> layers.add("{avgpool: {" + window("size", 2 + random.nextInt(2), 0) + "}}");
            case 5 -> addNorm();
            case 6 -> addIfNotFirst("{activation: {function: " + activation() + "}}");
            case 7 -> addIfNotFirst("{dropout: {rate: 0.3}}");
            case 8 -> {
                int size = Math.max(1, Math.min(28, side() - random.nextInt(4)));
                layers.add("{centrecrop: {size: " + size + "}}");
                shape = Shape.maps(shape.channels(), size, size);
            }
            default -> {
                if (shape.height() > 30) {
                    return;
                }
                int amount = 1 + random.nextInt(2);
                layers.add("{zeropad: {amount: " + amount + "}}");
                shape = Shape.maps(shape.channels(), shape.height() + 2 * amount, shape.width() + 2 * amount);
            }
        }
    }

    /** DL4J itself fails where the first layers have no weights and no window. */
    private void addIfNotFirst(String layer) {
        if (!layers.isEmpty()) {
            layers.add(layer);
        }
    }

    /** Not right behind another: the second undoes what the first scales, and the gradient of that is rounding only. */
    private void addNorm() {
        if (layers.isEmpty() || !layers.get(layers.size() - 1).contains("batchnorm")) {
            layers.add("{batchnorm: {momentum: 0.8}}");
        }
    }

    /** A window that fits; moves {@link #shape} on. */
    private String window(String key, int wanted, int usualStride) {
        int size = Math.min(wanted, side());
        int stride = usualStride == 1 ? 1 + random.nextInt(3) / 2 : 1 + random.nextInt(3);
        int kind = random.nextInt(3);
        int pad = kind == 2 && size > 1 ? 1 + random.nextInt(Math.max(1, size / 2)) : 0;
        pad = Math.min(pad, size - 1);
        String padding = kind == 1 ? "same" : kind == 2 ? Integer.toString(pad) : "valid";
        shape = Shape.maps(
                shape.channels(),
                after(shape.height(), kind == 1, size, stride, pad),
                after(shape.width(), kind == 1, size, stride, pad));
        return String.format("%s: %d, stride: %d, padding: %s", key, size, stride, padding);
    }

    private static int after(int side, boolean same, int size, int stride, int pad) {
        return same ? (side + stride - 1) / stride : (side + 2 * pad - size) / stride + 1;
    }

    /** The shorter side. */
    private int side() {
        return Math.min(shape.height(), shape.width());
    }

    private void addOnVector() {
        switch (random.nextInt(5)) {
            case 0 -> addNorm();
            case 2 -> addDropout();
            case 1 -> layers.add("{activation: {function: " + activation() + "}}");
            default -> {
                int units = 1 + random.nextInt(30);
                layers.add(String.format(
                        "{dense: {units: %d, bias: %s, activation: %s}}", units, random.nextInt(3) > 0, activation()));
                shape = Shape.vector(units);
            }
        }
    }

    /** DL4J fails over its workspaces where a network begins with two. */
    private void addDropout() {
        if (!layers.get(layers.size() - 1).contains("dropout")) {
            layers.add("{dropout: {rate: 0.3}}");
        }
    }

    private String activation() {
        return ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
    }
}
