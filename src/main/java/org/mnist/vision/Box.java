package org.mnist.vision;

/**
 * A rectangle in a picture, in pixels.
 *
 * @param x its left column
 * @param y its top row
 * @param width columns
 * @param height rows
 */
public record Box(int x, int y, int width, int height) {
    /** The first column to the right of the box. */
    int right() {
        return x + width;
    }

    /** The first row below the box. */
    int bottom() {
        return y + height;
    }

    /** The smallest box around this one and another. */
    Box with(Box other) {
        int left = Math.min(x, other.x);
        int top = Math.min(y, other.y);
        return new Box(left, top, Math.max(right(), other.right()) - left, Math.max(bottom(), other.bottom()) - top);
    }

    /** The number of columns that both have; if negative, the number that lie between them. */
    int sharedColumns(Box other) {
        return Math.min(right(), other.right()) - Math.max(x, other.x);
    }

    /** The number of rows that both have; if negative, the number that lie between them. */
    int sharedRows(Box other) {
        return Math.min(bottom(), other.bottom()) - Math.max(y, other.y);
    }

    /** The same part of a picture that is {@code scale} times as large, rounded outwards. */
    Box times(double scale) {
        int left = (int) Math.floor(x * scale);
        int top = (int) Math.floor(y * scale);
        return new Box(left, top, (int) Math.ceil(right() * scale) - left, (int) Math.ceil(bottom() * scale) - top);
    }
}
