package org.mnist.vision;

import java.util.Arrays;

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

    /** A mask of the same values that shares none of them. */
    Mask copied() {
        return new Mask(width, height, copy());
    }

    /** Whether a pixel is ink. */
    boolean at(int x, int y) {
        return ink[y * down + x * across];
    }

    /** Makes a pixel none. */
    void erase(int x, int y) {
        ink[y * down + x * across] = false;
    }

    /** The mask with rows as columns; it shares the values. */
    Mask transposed() {
        return new Mask(height, width, ink, down, across);
    }

    /** A copy of a part of the mask. */
    Mask part(Box box) {
        boolean[] part = new boolean[box.width() * box.height()];
        for (int y = 0; y < box.height(); y++) {
            for (int x = 0; x < box.width(); x++) {
                part[y * box.width() + x] = at(box.x() + x, box.y() + y);
            }
        }
        return new Mask(box.width(), box.height(), part);
    }

    /** The mask in which ink reaches further by so many pixels in each direction. */
    Mask grown(int reach) {
        return grownAcross(reach).transposed().grownAcross(reach).transposed();
    }

    /** The mask in which ink reaches less far by so many pixels from each direction; what is thinner goes. */
    Mask shrunk(int reach) {
        return negative().grown(reach).negative();
    }

    /** Ink for none, and none for ink. */
    private Mask negative() {
        boolean[] negative = copy();
        for (int i = 0; i < negative.length; i++) {
            negative[i] = !negative[i];
        }
        return new Mask(width, height, negative);
    }

    private Mask grownAcross(int reach) {
        boolean[] grown = new boolean[ink.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (at(x, y)) {
                    int from = y * width + Math.max(0, x - reach);
                    Arrays.fill(grown, from, y * width + Math.min(width, x + reach + 1), true);
                }
            }
        }
        return new Mask(width, height, grown);
    }

    /** The mean breadth of strokes: one of length l and breadth b has the area l·b and an outline of 2·l. */
    double breadth() {
        int area = 0;
        int outline = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean inside = at(x, y);
                area += inside ? 1 : 0;
                outline += inside != (x + 1 < width && at(x + 1, y)) ? 1 : 0;
                outline += inside != (y + 1 < height && at(x, y + 1)) ? 1 : 0;
                outline += inside && x == 0 ? 1 : 0;
                outline += inside && y == 0 ? 1 : 0;
            }
        }
        return outline == 0 ? 0 : 2 * area / (Math.PI / 4 * outline);
    }

    /** How many pixels are ink. */
    int count() {
        int count = 0;
        for (boolean one : ink) {
            count += one ? 1 : 0;
        }
        return count;
    }
}
