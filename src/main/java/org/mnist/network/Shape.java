package org.mnist.network;

/**
 * The shape of one image on its way through the network: {@code channels × height × width}, or, once flattened, a
 * vector of {@code channels} features.
 *
 * @param channels channels, or features of a flat shape
 * @param height rows; 1 of a flat shape
 * @param width columns; 1 of a flat shape
 * @param flat whether it is a vector
 */
public record Shape(int channels, int height, int width, boolean flat) {
    /** A stack of feature maps. */
    public static Shape maps(int channels, int height, int width) {
        return new Shape(channels, height, width, false);
    }

    /** A vector of features. */
    public static Shape vector(int features) {
        return new Shape(features, 1, 1, true);
    }

    /** How many numbers an image has here. */
    public int size() {
        return Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }

    /** Height × width × channels, as Keras writes it; a vector is its length. */
    @Override
    public String toString() {
        return flat ? Integer.toString(channels) : height + "×" + width + "×" + channels;
    }
}
