package org.mnist.vision;

/** A picture of two values a pixel: ink or none. */
final class Mask {
    private final int width;
    private final int height;
    private final boolean[] ink;
    private final int across; // steps in the array from a pixel to its right neighbour
    private final int down; // steps to the one below

    /** A mask of {@code width × height} values, row by row; true is ink. */
    Mask(int width, int height, boolean[] ink) {
        this(width, height, ink, 1, width);
    }

    private Mask(int width, int height, boolean[] ink, int across, int down) {
        this.width = width;
        this.height = height;
        this.ink = ink;
        this.across = across;
        this.down = down;
    }

    /** The pixels that reach the threshold. */
    static Mask of(Ink ink) {
        float[] amounts = ink.amount().values();
        boolean[] mask = new boolean[amounts.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = amounts[i] >= ink.threshold();
        }
        return new Mask(ink.amount().width(), ink.amount().height(), mask);
    }

    /** Columns. */
    int width() {
        return width;
    }

    /** Rows. */
    int height() {
        return height;
    }

    /** A copy of all values, row by row. */
    boolean[] copy() {
        boolean[] copy = new boolean[ink.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                copy[y * width + x] = at(x, y);
            }
        }
        return copy;
    }

    /** Whether a pixel is ink. */
    boolean at(int x, int y) {
        return ink[y * down + x * across];
    }

    /** The mask with rows as columns; it shares the values. */
    Mask transposed() {
        return new Mask(height, width, ink, down, across);
    }
}
