package org.mnist.testing;

import java.util.Random;
import org.mnist.data.Images;

/** Images of noise, of which no two are alike. */
public final class NoiseImages {
    private NoiseImages() {}

    /** So many images, always the same; image i is labelled i mod 10. */
    public static Images of(int count) {
        byte[] pixels = new byte[count * MnistForm.PIXELS];
        new Random(count).nextBytes(pixels);
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
        }
        return MnistForm.images(pixels, labels);
    }
}
