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

    /** A configuration with these settings: key, value, key, value. */
    public static TrainConfig config(String... settings) {
        List<Setting> all = new ArrayList<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.add(new Setting(settings[i], settings[i + 1], "test"));
        }
        return ConfigLoader.load("mlp", null, all);
    }
}
