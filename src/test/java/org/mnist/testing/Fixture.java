package org.mnist.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mnist.config.ConfigLoader;
import org.mnist.config.ConfigLoader.Setting;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.data.Batches;
import org.mnist.data.DatasetStore;
import org.mnist.data.Images;
import org.mnist.network.Task;

/** Batches of the sample and small configurations, for tests of engines. */
public final class Fixture {
    private static final Images SAMPLE =
            new DatasetStore(Path.of("unused"), line -> {}).open("sample").train();

    private Fixture() {}

    /** 64 images; another number, other images. */
    public static Batch batch(int number) {
        return batch(number, 64);
    }

    /** {@code size} images. */
    public static Batch batch(int number, int size) {
        return Batches.inOrder(SAMPLE, size).get(number);
    }

    /** {@code size} images of a task: digits of the sample from number {@code first} on, as {@link #images} has them. */
    public static Batch batch(Task task, int first, int size) {
        return Batches.inOrder(images(task, first, size), size).get(0);
    }

    /**
     * Images of a task: the middle of digits of the sample, or background around them, and where there are colours another
     * strength of each. They are not stretched: equal neighbours would be ties, which two engines may break in two ways.
     */
    public static Images images(Task task, int first, int count) {
        Images.Builder images = new Images.Builder(task.image());
        byte[] pixels = new byte[task.image().size()];
        for (int i = first; i < first + count; i++) {
            for (int k = 0; k < pixels.length; k++) {
                int channel = k / (task.height() * task.width());
                int y = k / task.width() % task.height() - (task.height() - MnistForm.SIDE) / 2;
                int x = k % task.width() - (task.width() - MnistForm.SIDE) / 2;
                boolean inside = y >= 0 && y < MnistForm.SIDE && x >= 0 && x < MnistForm.SIDE;
                pixels[k] = (byte) (inside ? SAMPLE.at(i, y * MnistForm.SIDE + x) / (1 + channel) : 0);
            }
            images.add(pixels, 0, (SAMPLE.label(i) + i / 10 * 10) % task.classCount());
        }
        return images.build();
    }

    /** A task in a configuration. */
    public static String text(Task task) {
        return "{channels: " + task.channels() + ", height: " + task.height() + ", width: " + task.width()
                + ", classes: [\"" + String.join("\", \"", task.classes()) + "\"]}";
    }

    /** A configuration with these settings: key, value, key, value. */
    public static TrainConfig config(String... settings) {
        List<Setting> all = new ArrayList<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.add(new Setting(settings[i], settings[i + 1], "test"));
        }
        return ConfigLoader.load("mlp", null, all);
    }
}
