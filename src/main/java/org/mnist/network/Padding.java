package org.mnist.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.mnist.base.Check;

/**
 * How far a window reaches over the edge: {@code valid} not at all, {@code same} so that the output has ⌈input /
 * stride⌉ rows and columns (an odd remainder goes to the bottom and right, as in TensorFlow), or a number of rows and
 * columns of zeros on each side.
 *
 * @param same whether it is {@code same}
 * @param amount zeros on each side where it is not; 0 is {@code valid}
 */
public record Padding(boolean same, int amount) {
    /** No padding. */
    public static final Padding VALID = new Padding(false, 0);

    /** Output as large as the input, divided by the stride. */
    public static final Padding SAME = new Padding(true, 0);

    private static final int MAX = Task.MAX_SIDE;

    /** Checks the range. */
    public Padding {
        Check.range("padding", amount, 0, MAX);
    }

    /** Reads {@code same}, {@code valid} or a number. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Padding parse(Object value) {
        if (value instanceof Integer || String.valueOf(value).matches("[0-9]{1,9}")) {
            return new Padding(false, Integer.parseInt(String.valueOf(value)));
        }
        if ("same".equals(value)) {
            return SAME;
        }
        if ("valid".equals(value)) {
            return VALID;
        }
        throw new IllegalArgumentException(
                "padding is " + value + "; valid are same, valid and whole numbers from 0 to " + MAX);
    }

    /** The form that {@link #parse} reads. */
    @JsonValue
    public Object value() {
        return same ? "same" : amount == 0 ? (Object) "valid" : (Object) amount;
    }

    /** Rows (or columns) after a window of the given size has gone over {@code in} of them; 0 or less: it does not fit. */
    int output(int in, int window, int stride) {
        return edges(in, window, stride).output(in, window, stride);
    }

    /**
     * Zeros on either side of a line of pixels.
     *
     * @param before above, or to the left
     * @param after below, or to the right
     */
    public record Edges(int before, int after) {
        /**
         * How many places a window of the given size has on {@code in} pixels and these zeros; 0 or less if it is larger
         * than both.
         */
        public int output(int in, int window, int stride) {
            return Math.floorDiv(in + before + after - window, stride) + 1;
        }
    }

    /** The zeros around {@code in} rows (or columns) for a window of the given size. */
    public Edges edges(int in, int window, int stride) {
        if (!same) {
            return new Edges(amount, amount);
        }
        int out = (in + stride - 1) / stride;
        int zeros = Math.max((out - 1) * stride + window - in, 0);
        return new Edges(zeros / 2, zeros - zeros / 2);
    }
}
