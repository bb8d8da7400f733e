package org.mnist.photo;

/** Which pixels of a picture are ink. */
final class Mask {
    private final int width;
    private final int height;
    private final boolean[] ink;

    /** What is ink: {@code width × height}, row by row. */
    Mask(int width, int height, boolean[] ink) {
        this.width = width;
        this.height = height;
        this.ink = ink;
    }

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

    /** A copy of it all, row by row. */
    boolean[] copy() {
        return ink.clone();
    }

    boolean at(int x, int y) {
        return ink[y * width + x];
    }

    /** Rows as columns. */
    Mask transposed() {
        boolean[] other = new boolean[ink.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                other[x * height + y] = ink[y * width + x];
            }
        }
        return new Mask(height, width, other);
    }
}
