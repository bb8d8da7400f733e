package org.mnist.data;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mnist.config.ConfigLoader;
import org.mnist.config.ConfigLoader.Setting;
import org.mnist.network.Task;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Images a second that one thread augments: {@code scripts/bench-augmentation}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class AugmenterBench {
    private static final int IMAGES = 1000;

    /** The augmentation of lenet5-tuned, which has all but crop and cutout. */
    @Param({"rotation=10", "cutout=6", "elastic=0"})
    public String change;

    private final float[] target = new float[Task.MNIST.image().size()];
    private Images images;
    private Augmenter augmenter;

    /** Takes images of the sample. */
    @Setup
    public void read() {
        images = new DatasetStore(Path.of("unused"), line -> {}).open("sample").train();
        int equals = change.indexOf('=');
        Setting setting =
                new Setting("augmentation." + change.substring(0, equals), change.substring(equals + 1), "benchmark");
        augmenter = new Augmenter(
                ConfigLoader.load("lenet5-tuned", null, List.of(setting)).augmentation(), 1, 1, Task.MNIST.image());
    }

    /** A thousand images. */
    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public float[] augment() {
        for (int i = 0; i < IMAGES; i++) {
            augmenter.copy(images, i, target, 0);
        }
        return target;
    }
}
