package org.mnist.engine.graph;

import org.mnist.network.Padding.Edges;

/**
 * Rows and columns of zeros around maps. A negative number takes rows or columns away, as in PyTorch's {@code F.pad}.
 *
 * @param top rows above
 * @param left columns to the left
 * @param bottom rows below
 * @param right columns to the right
 */
public record Zeros(int top, int left, int bottom, int right) implements Border {
    /** No zeros at all. */
    public static final Zeros NONE = new Zeros(0, 0, 0, 0);

    /** As many on each side. */
    static Zeros all(int amount) {
        return new Zeros(amount, amount, amount, amount);
    }

    static Zeros of(Edges rows, Edges columns) {
        return new Zeros(rows.before(), columns.before(), rows.after(), columns.after());
    }

    Edges rows() {
        return new Edges(top, bottom);
    }

    Edges columns() {
        return new Edges(left, right);
    }

    /** Whether rows or columns are taken away. */
    public boolean crops() {
        return Math.min(Math.min(top, left), Math.min(bottom, right)) < 0;
    }

    /** The sum of these zeros and more around them. */
    public Zeros plus(Zeros more) {
        return new Zeros(top + more.top, left + more.left, bottom + more.bottom, right + more.right);
    }
}
