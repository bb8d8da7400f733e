package org.mnist.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.mnist.network.Shape;
import org.mnist.network.Task;

/** Data of any task, drawn: each class is a pattern of waves of its own, under noise. */
public final class Synthetic {
    private Synthetic() {}

    /** Images of which every class has as many; image i is of class i mod the number of classes. */
    public static Images images(Task task, int count, long seed) {
        Random random = new Random(seed);
        Shape shape = task.image();
        byte[] pixels = new byte[count * shape.size()];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % task.classCount();
            draw(pixels, i * shape.size(), shape, labels[i], random);
        }
        return new Images(shape, pixels, labels);
    }

    private static void draw(byte[] pixels, int offset, Shape shape, int label, Random random) {
        double angle = 2.4 * label;
        double waves = 1 + label % 4;
        int at = offset;
        for (int channel = 0; channel < shape.channels(); channel++) {
            double phase = label * (channel + 1);
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    double along = Math.cos(angle) * x / shape.width() + Math.sin(angle) * y / shape.height();
                    double value =
                            128 + 90 * Math.sin(2 * Math.PI * waves * along + phase) + 20 * random.nextGaussian();
                    pixels[at++] = (byte) Math.max(0, Math.min(255, Math.round(value)));
                }
            }
        }
    }

    /** A data set of such images. */
    public static Dataset dataset(String name, Task task, int train, int test) {
        return dataset(name, task, images(task, train, 1), images(task, test, 2));
    }

    /** A data set of these images. */
    public static Dataset dataset(String name, Task task, Images train, Images test) {
        return new Dataset(
                name,
                task,
                () -> new Dataset.Half(train, Map.of("train", train.sha256())),
                () -> new Dataset.Half(test, Map.of("test", test.sha256())));
    }

    /** Writes grey images as CSV: the name of the class before the pixels, or the pixels alone. */
    public static Path csv(Path file, Task task, Images images, boolean labels) {
        StringBuilder text = new StringBuilder(labels ? "label," : "");
        int size = task.image().size();
        for (int k = 0; k < size; k++) {
            text.append(k == 0 ? "" : ",").append("pixel").append(k);
        }
        for (int i = 0; i < images.count(); i++) {
            text.append('\n').append(labels ? task.name(images.label(i)) + "," : "");
            for (int k = 0; k < size; k++) {
                text.append(k == 0 ? "" : ",").append(images.at(i, k));
            }
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(file, text.append('\n'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes an image as a picture, each of its pixels a square. */
    public static Path png(Path file, Images images, int i, int scale) {
        Shape image = images.image();
        BufferedImage picture =
                new BufferedImage(scale * image.width(), scale * image.height(), BufferedImage.TYPE_INT_RGB);
        int plane = image.channels() == 1 ? 0 : image.height() * image.width();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int at = y / scale * image.width() + x / scale;
                picture.setRGB(
                        x, y, images.at(i, at) << 16 | images.at(i, plane + at) << 8 | images.at(i, 2 * plane + at));
            }
        }
        try {
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
