package org.mnist.vision;

/**
 * A part of a picture, in pixels.
 *
 * @param x its left column
 * @param y its top row
 * @param width columns
 * @param height rows
 */
public record Box(int x, int y, int width, int height) {
    int right() {
        return x + width;
    }

    int bottom() {
        return y + height;
    }

    Box with(Box other) {
        int left = Math.min(x, other.x);
        int top = Math.min(y, other.y);
        return new Box(left, top, Math.max(right(), other.right()) - left, Math.max(bottom(), other.bottom()) - top);
    }

    /** How many columns both have; negative: how many lie between them. */
    int sharedColumns(Box other) {
        return Math.min(right(), other.right()) - Math.max(x, other.x);
    }

    /** How many rows both have; negative: how many lie between them. */
    int sharedRows(Box other) {
        return Math.min(bottom(), other.bottom()) - Math.max(y, other.y);
    }

    /** In a picture so many times as large. */
    Box times(double scale) {
        int left = (int) Math.floor(x * scale);
        int top = (int) Math.floor(y * scale);
        return new Box(left, top, (int) Math.ceil(right() * scale) - left, (int) Math.ceil(bottom() * scale) - top);
    }
}
