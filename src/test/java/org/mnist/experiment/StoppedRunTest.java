package org.mnist.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Failure;
import org.mnist.base.schema.Schema;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.data.DatasetStore;
import org.mnist.engine.Engines;
import org.mnist.engine.RunningAverage;
import org.mnist.network.dl4j.NetworkSpec;
import org.mnist.testing.Fixture;
import org.mnist.testing.TestCache;
import org.mnist.testing.TinyData;

/** A run that is stopped after any of its steps, in the middle of an epoch or at its end, and then goes on. */
class StoppedRunTest {
    private static final int STEPS = 9; // 180 images in batches of 20
    private static final TrainConfig CONFIG = Fixture.config(
            "layers",
                    "[{flatten: {}}, {dropout: {rate: 0.3}}, {dense: {units: 8, activation: relu}},"
                            + " {batchnorm: {momentum: 0.8}}, {output: {}}]",
            "batch", "20",
            "epochs", "2",
            "validation", "20",
            "ema", "0.9",
            "augmentation", "{rotation: 10}",
            "schedule", "{kind: cosine}");

    @TempDir
    static Path folder;

    private static Dataset dataset;
    private static RunFiles undisturbed;

    @BeforeAll
    static void trainUndisturbed() {
        Path data = TinyData.write(folder.resolve("data"), 200, 30);
        dataset = new DatasetStore(Path.of("unused"), line -> {}).open(data.toString());
        undisturbed = new RunFiles(folder.resolve("undisturbed"), line -> {});
        assertThat(train(undisturbed.path(), false, () -> false)).isInstanceOf(TrainingOutcome.Finished.class);
    }

    private static TrainingOutcome train(Path path, boolean resumed, BooleanSupplier stop) {
        Engines engines = new Engines(TestCache.FOLDER.resolve("layouts"), line -> {});
        try (RunDirectory directory =
                resumed ? RunDirectory.resume(path, line -> {}) : RunDirectory.create(path, line -> {})) {
            return new TrainingRun(directory, CONFIG, dataset, List.of("train"), engines, line -> {})
                    .train(List.of(), stop);
        }
    }

    /** Is asked before each step. */
    private static BooleanSupplier after(int steps) {
        AtomicInteger asked = new AtomicInteger();
        return () -> asked.getAndIncrement() >= steps;
    }

    private static Checkpoints.Saved newest(RunFiles files) {
        return files.checkpoints()
                .newest(warning -> {
                    throw new AssertionError(warning);
                })
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, STEPS, STEPS + 1, 2 * STEPS - 1})
    void goesOnToTheSameBits(int steps) {
        RunFiles files = new RunFiles(folder.resolve("stopped-" + steps), line -> {});
        assertThat(train(files.path(), false, after(steps))).isInstanceOf(TrainingOutcome.Stopped.class);
        assertThat(newest(files).state().iteration()).isEqualTo(steps);
        assertThat(newest(files).state().train().steps()).isEqualTo(steps % STEPS);
        assertThat(files.last()).doesNotExist();
        assertThat(files.result()).doesNotExist();
        assertThat(train(files.path(), true, () -> false)).isInstanceOf(TrainingOutcome.Finished.class);
        requireSame(files);
    }

    /** What it has saved goes with it, and nothing stays behind under the old name. */
    @Test
    void aFolderThatIsMovedAwayEndsTheRun() {
        RunFiles files = new RunFiles(folder.resolve("moving"), line -> {});
        Path moved = folder.resolve("moved");
        AtomicInteger asked = new AtomicInteger();
        BooleanSupplier mover = () -> {
            if (asked.getAndIncrement() == STEPS + 2 && !files.path().toFile().renameTo(moved.toFile())) {
                throw new AssertionError("it cannot be moved");
            }
            return false;
        };
        assertThatThrownBy(() -> train(files.path(), false, mover))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(files.path() + " has been moved or deleted while it was worked in");
        assertThat(files.path()).doesNotExist();
        assertThat(train(moved, true, () -> false)).isInstanceOf(TrainingOutcome.Finished.class);
        requireSame(new RunFiles(moved, line -> {}));
    }

    /** Twice in one epoch, once without a step in between. */
    @Test
    void goesOnAfterSeveralStops() {
        RunFiles files = new RunFiles(folder.resolve("often"), line -> {});
        assertThat(train(files.path(), false, after(STEPS + 2))).isInstanceOf(TrainingOutcome.Stopped.class);
        for (int more : new int[] {0, 3}) {
            assertThat(train(files.path(), true, after(more))).isInstanceOf(TrainingOutcome.Stopped.class);
        }
        assertThat(newest(files).state().iteration()).isEqualTo(STEPS + 5);
        train(files.path(), true, () -> false);
        requireSame(files);
    }

    /** As it began, through every stop, though its first checkpoint says nothing of running averages. */
    @Test
    void aRunThatAnOlderVersionBeganGoesOnAsItBegan() throws IOException {
        RunFiles throughout = begunByAnOlderVersion("old");
        train(throughout.path(), true, () -> false);
        RunFiles stopped = begunByAnOlderVersion("old-stopped");
        assertThat(train(stopped.path(), true, after(3))).isInstanceOf(TrainingOutcome.Stopped.class);
        train(stopped.path(), true, () -> false);
        assertThat(newest(stopped).state().train().averages()).isEqualTo(RunningAverage.EXPONENTIAL);
        NetworkSpec spec = NetworkSpec.of(CONFIG);
        assertThat(newest(stopped).network(spec).params())
                .isEqualTo(newest(throughout).network(spec).params())
                .isNotEqualTo(newest(undisturbed).network(spec).params());
    }

    /** A run that was stopped before its first step, with the state that was written before schema 2. */
    private static RunFiles begunByAnOlderVersion(String name) throws IOException {
        RunFiles files = new RunFiles(folder.resolve(name), line -> {});
        assertThat(train(files.path(), false, () -> true)).isInstanceOf(TrainingOutcome.Stopped.class);
        Path state = newest(files).folder().resolve("state.json");
        String now = Files.readString(state);
        String then = now.replace("\"schema\" : " + Schema.STATE.number(), "\"schema\" : 1")
                .replaceFirst(",\\s*\"averages\" : \"plain-first\"", "")
                .replaceFirst("(\"sha256\" : \")\\w+", "$1");
        assertThat(then).hasSizeLessThan(now.length() - 64 - 20);
        Files.writeString(state, Seal.seal(then));
        return files;
    }

    private static void requireSame(RunFiles files) {
        NetworkSpec spec = NetworkSpec.of(CONFIG);
        MultiLayerNetwork expected = newest(undisturbed).network(spec);
        MultiLayerNetwork found = newest(files).network(spec);
        assertThat(found.params()).isEqualTo(expected.params());
        assertThat(found.getUpdater().getStateViewArray())
                .isEqualTo(expected.getUpdater().getStateViewArray());
        assertThat(newest(files).parameters(spec))
                .isEqualTo(newest(undisturbed).parameters(spec))
                .isNotEqualTo(found.params().data().asFloat());
        assertThat(newest(files).state().train().history())
                .usingRecursiveComparison()
                .ignoringFields("seconds", "imagesPerSecond")
                .isEqualTo(new ArrayList<>(newest(undisturbed).state().train().history()));
        assertThat(files.readResult().last().test())
                .isEqualTo(undisturbed.readResult().last().test());
    }
}
