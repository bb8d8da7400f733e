package org.mnist.picture;

/**
 * The size of an upright picture in pixels.
 *
 * @param height rows
 * @param width columns
 */
public record PictureSize(int height, int width) {
    /** Rows × columns. */
    @Override
    public String toString() {
        return height + "×" + width;
    }
}
