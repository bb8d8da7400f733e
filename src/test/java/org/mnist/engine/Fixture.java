package org.mnist.engine;

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
final class Fixture {
    private static final Images SAMPLE =
            new DatasetStore(Path.of("unused"), line -> {}).open("sample").train();

    private Fixture() {}

    static Batch batch(int number) {
        return Batches.inOrder(SAMPLE, 64).get(number);
    }

    static TrainConfig config(String... settings) {
        List<Setting> all = new ArrayList<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.add(new Setting(settings[i], settings[i + 1], "test"));
        }
        return ConfigLoader.load("mlp", null, all);
    }
}
