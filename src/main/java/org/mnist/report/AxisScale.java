package org.mnist.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The scale of an axis: where a value is drawn along it, and what a place is called. Axes mark whole places; these
 * scales give them round names.
 *
 * @param place the place of a value
 * @param name what a person reads at a place; null where it is the number itself
 */
record AxisScale(DoubleUnaryOperator place, @Nullable DoubleFunction<String> name) {
    /** A loss below this is drawn as this: a logarithm of nothing has no place. */
    private static final double LEAST_LOSS = 1e-6;

    /** A share of errors below this is drawn as this. */
    private static final double LEAST_ERRORS = 1e-4;

    /** Digits that are half a step apart from one another, so that half steps have round names too. */
    private static final double[] DIGITS = {1, 1.5, 2, 3, 5, 7, 10};

    /** What a person reads at a place. */
    String label(double at) {
        return name == null ? text(BigDecimal.valueOf(at)) : name.apply(at);
    }

    /** The value itself. */
    static final AxisScale PLAIN = new AxisScale(value -> value, null);

    /** A scale that is as good as logarithmic: 1, 2, 5 and 10 are equally far from one another. */
    static final AxisScale LOGARITHM = new AxisScale(
            value -> steps(Math.max(value, LEAST_LOSS)),
            place -> text(BigDecimal.valueOf(value(place)).round(new MathContext(2))));

    /** A share that is mostly near 1, by the logarithm of what it lacks; its name is a percentage. */
    static final AxisScale NEAR_ONE =
            new AxisScale(share -> -steps(Math.max(1 - share, LEAST_ERRORS)), AxisScale::percentage);

    /** The end of the scale stands for all that is nearer to 1, and so for 1. */
    private static String percentage(double place) {
        double errors = value(-place);
        return errors < 1.001 * LEAST_ERRORS
                ? "100"
                : text(BigDecimal.valueOf(100)
                        .subtract(BigDecimal.valueOf(100 * errors).round(new MathContext(2))));
    }

    /** The value's place on a line where 1, 2, 5, 10, 20 and so on are 1 apart. */
    private static double steps(double value) {
        int decade = (int) Math.floor(Math.log10(value));
        double digit = value / Math.pow(10, decade);
        int i = 0;
        while (i < DIGITS.length - 2 && digit >= DIGITS[i + 1]) {
            i++;
        }
        double part = Math.log(digit / DIGITS[i]) / Math.log(DIGITS[i + 1] / DIGITS[i]);
        return 3 * decade + (i + part) / 2;
    }

    /** The value at a place on that line. */
    private static double value(double steps) {
        double decade = Math.floor(steps / 3);
        double halves = 2 * (steps - 3 * decade);
        int i = Math.min((int) halves, DIGITS.length - 2);
        return Math.pow(10, decade) * DIGITS[i] * Math.pow(DIGITS[i + 1] / DIGITS[i], halves - i);
    }

    private static String text(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
