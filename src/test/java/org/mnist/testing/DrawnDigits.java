package org.mnist.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.mnist.data.DatasetStore;
import org.mnist.data.Images;
import org.mnist.vision.Photo;
import org.mnist.vision.PhotoReader;

/** MNIST's digits drawn as pictures, and how like what is read from these is to them. */
public final class DrawnDigits {
    public static final Images SAMPLE =
            new DatasetStore(Path.of("unused"), line -> {}).open("sample").test();

    private DrawnDigits() {}

    /** The one digit in it. */
    public static float[] read(Path file) {
        Photo photo = PhotoReader.read(file);
        assertThat(photo.boxes()).hasSize(1);
        float[] pixels = new float[MnistForm.PIXELS];
        photo.digits().copy(0, pixels, 0);
        return pixels;
    }

    /** An MNIST image so many times as large, below and beside margins. */
    public static BufferedImage drawn(float[] pixels, int scale, boolean darkOnLight) {
        int margin = 3 * scale;
        BufferedImage image =
                new BufferedImage(28 * scale + margin, 28 * scale + 2 * margin, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int row = (y - margin) / scale;
                int column = x / scale;
                boolean inside = y >= margin && row < 28 && column < 28;
                float ink = inside ? pixels[row * 28 + column] : 0;
                int grey = Math.round(darkOnLight ? 235 - 200 * ink : 20 + 220 * ink);
                image.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        return image;
    }

    /** The cosine of the angle between them. */
    public static double correlation(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }
}
