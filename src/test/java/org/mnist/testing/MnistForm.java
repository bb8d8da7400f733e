package org.mnist.testing;

import org.mnist.data.Images;
import org.mnist.network.Shape;
import org.mnist.network.Task;

/** The form of MNIST's images, which most tests train and run on. */
public final class MnistForm {
    /** The shape of an image. */
    public static final Shape SHAPE = Task.MNIST.image();

    /** Rows, and columns, of an image. */
    public static final int SIDE = SHAPE.height();

    /** Pixels of an image. */
    public static final int PIXELS = SHAPE.size();

    /** How many digits there are. */
    public static final int CLASSES = Task.MNIST.classCount();

    private MnistForm() {}

    /** Images with their labels, a byte each. */
    public static Images images(byte[] pixels, byte[] labels) {
        int[] numbers = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            numbers[i] = labels[i];
        }
        return new Images(SHAPE, pixels, numbers);
    }
}
