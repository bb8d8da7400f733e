package org.mnist.vision;

import java.util.List;
import org.mnist.data.Images;
import org.mnist.network.Shape;
import org.mnist.network.Task;

/** The form that a digit found in a picture is brought to, which is that of MNIST's images. */
final class DigitForm {
    /** The shape. */
    static final Shape SHAPE = Task.MNIST.image();

    /** Rows, and columns. */
    static final int SIDE = SHAPE.height();

    /** The pixels of a digit. */
    static final int PIXELS = SHAPE.size();

    /** How many digits there are. */
    static final int DIGITS = Task.MNIST.classCount();

    private DigitForm() {}

    /** Digits that have no labels. */
    static Images images(List<byte[]> digits) {
        byte[] pixels = new byte[digits.size() * PIXELS];
        for (int i = 0; i < digits.size(); i++) {
            System.arraycopy(digits.get(i), 0, pixels, i * PIXELS, PIXELS);
        }
        return new Images(SHAPE, pixels, new int[digits.size()]);
    }
}
