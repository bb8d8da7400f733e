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

    /** Whether a pixel is in the box. */
    boolean has(int column, int row) {
        return column >= x && column < right() && row >= y && row < bottom();
    }

    /** The box with a border taken off. */
    Box within(int border) {
        return new Box(x + border, y + border, width - 2 * border, height - 2 * border);
    }

    /** The same size elsewhere. */
    Box moved(int across, int down) {
        return new Box(x + across, y + down, width, height);
    }

    /** The box with a border taken off, except where it lies at the edge of a picture. */
    Box without(int border, int pictureWidth, int pictureHeight) {
        int left = x == 0 ? 0 : x + border;
        int top = y == 0 ? 0 : y + border;
        int rightEnd = right() == pictureWidth ? pictureWidth : right() - border;
        int bottomEnd = bottom() == pictureHeight ? pictureHeight : bottom() - border;
        return new Box(left, top, rightEnd - left, bottomEnd - top);
    }

    /** The same part of a picture that is {@code scale} times as large, rounded outwards. */
    Box times(double scale) {
        int left = (int) Math.floor(x * scale);
        int top = (int) Math.floor(y * scale);
        return new Box(left, top, (int) Math.ceil(right() * scale) - left, (int) Math.ceil(bottom() * scale) - top);
    }
}
