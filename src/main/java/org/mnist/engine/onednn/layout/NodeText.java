package org.mnist.engine.onednn.layout;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.Collectors;
import org.mnist.engine.graph.Border;
import org.mnist.engine.graph.Node;
import org.mnist.engine.graph.Window;
import org.mnist.engine.graph.Zeros;

/**
 * The text of a node in the key of remembered layouts: its kind and those of its values that are not defaults. A new value
 * must be left out where it has its default, so that what is remembered today is found tomorrow. The place of a layer in
 * the network is no part of it.
 */
final class NodeText implements Node.Visitor<String> {
    private static final NodeText TEXT = new NodeText();

    private NodeText() {}

    /** The text of a node, in one line. */
    static String of(Node node) {
        return node.accept(TEXT);
    }

    @Override
    public String conv(Node.Conv node) {
        return "conv filters=" + node.filters() + window(node.window()) + weighted(node);
    }

    @Override
    public String dense(Node.Dense node) {
        return "dense units=" + node.units() + weighted(node);
    }

    private static String weighted(Node.Weighted node) {
        return (node.bias() ? "" : " bias=false")
                + (node.logits() ? " logits=true" : "")
                + node.postOps().stream().map(op -> " + " + of(op)).collect(Collectors.joining());
    }

    private static String window(Window window) {
        String stride =
                window.down() == 1 && window.across() == 1 ? "" : " stride=" + window.down() + "x" + window.across();
        return " window=" + window.height() + "x" + window.width() + stride + border(window.border());
    }

    private static String border(Border border) {
        if (!(border instanceof Zeros zeros)) {
            return " border=same";
        }
        return zeros.equals(Zeros.NONE) ? "" : " border=" + sides(zeros);
    }

    /** Top, left, bottom, right. */
    private static String sides(Zeros zeros) {
        return zeros.top() + "," + zeros.left() + "," + zeros.bottom() + "," + zeros.right();
    }

    @Override
    public String batchNorm(Node.BatchNorm node) {
        return "batchnorm momentum=" + decimal(node.momentum()) + " epsilon=" + decimal(node.epsilon())
                + (node.relu() ? " relu=true" : "");
    }

    @Override
    public String pool(Node.Pool node) {
        return (node.max() ? "maxpool" : "avgpool") + window(node.window());
    }

    @Override
    public String globalPool(Node.GlobalPool node) {
        return node.max() ? "globalmaxpool" : "globalavgpool";
    }

    @Override
    public String activate(Node.Activate node) {
        return switch (node.function()) {
            case LINEAR -> "linear";
            case RELU -> "relu";
            case LEAKY_RELU -> "leaky-relu";
            case ELU -> "elu";
            case TANH -> "tanh";
            case SIGMOID -> "sigmoid";
        };
    }

    @Override
    public String dropout(Node.Dropout node) {
        return "dropout rate=" + decimal(node.rate());
    }

    /**
     * The shortest decimal that is read as the same number, from 0.001 to below 10,000,000 in full, else with an exponent.
     * {@link Double#toString} spells most numbers so, but not all, and not alike in every Java.
     */
    static String decimal(double value) {
        BigDecimal exact = new BigDecimal(value);
        int digits = 1;
        while (exact.round(new MathContext(digits)).doubleValue() != value) {
            digits++;
        }
        BigDecimal shortest = exact.round(new MathContext(digits)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        return exponent >= -3 && exponent < 7
                ? withPoint(shortest)
                : withPoint(shortest.scaleByPowerOfTen(-exponent)) + "E" + exponent;
    }

    private static String withPoint(BigDecimal number) {
        return number.setScale(Math.max(1, number.scale())).toPlainString();
    }

    @Override
    public String zeroPad(Node.ZeroPad node) {
        return "zeropad zeros=" + sides(node.zeros());
    }

    @Override
    public String flatten(Node.Flatten node) {
        return "flatten";
    }

    @Override
    public String unflatten(Node.Unflatten node) {
        return "unflatten";
    }
}
