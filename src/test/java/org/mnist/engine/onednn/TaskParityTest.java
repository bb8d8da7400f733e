package org.mnist.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.config.ConfigLoader;
import org.mnist.config.ConfigLoader.Setting;
import org.mnist.config.TrainConfig;
import org.mnist.network.Task;
import org.mnist.testing.Fixture;
import org.mnist.testing.NeedsOneDnn;
import org.mnist.testing.RandomArchitecture;
import org.mnist.testing.Slow;

/** The fast engine computes what DL4J computes, also for other images and classes than MNIST's. */
@NeedsOneDnn
class TaskParityTest {
    private static final int ARCHITECTURES = 60;
    private static final int FEW_ARCHITECTURES = 15;
    private static final Task COLOUR = new Task(3, 32, 32, Task.numbers(0, 26));
    private static final Task WIDE = new Task(1, 28, 41, List.of("left", "right", "straight on"));

    @TempDir
    Path folder;

    /** A preset fitted to a task, with smooth functions in the place of those with kinks, on which 32 bits do not agree. */
    private TrainConfig preset(String name, Task task) throws IOException {
        TrainConfig kinked = ConfigLoader.load(
                name,
                null,
                List.of(
                        new Setting("task", Fixture.text(task), "test"),
                        new Setting("batch", "16", "test"),
                        new Setting("optimizer.kind", "sgd", "test")));
        String even = ConfigLoader.print(kinked).replace("relu", "elu").replace("maxpool", "avgpool");
        return ConfigLoader.load(null, Files.writeString(folder.resolve("smooth.yaml"), even), List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet5", "allconv", "mlp", "small"})
    void presetsFitThemselvesToColour(String name) throws IOException {
        Parity.check(preset(name, COLOUR), Fixture.batch(COLOUR, 300, 16), 3, 10 * Parity.TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet5", "allconv", "mlp", "tiny"})
    void presetsFitThemselvesToImagesThatAreNoSquares(String name) throws IOException {
        Parity.check(preset(name, WIDE), Fixture.batch(WIDE, 400, 16), 4, 10 * Parity.TOLERANCE);
    }

    @Slow
    @Test
    void drawnArchitecturesOfDrawnTasksHaveTheGradientsOfDl4j() {
        requireGradientsOfDrawn(ARCHITECTURES);
    }

    @Test
    void aFewDrawnArchitecturesOfDrawnTasksHaveTheGradientsOfDl4j() {
        requireGradientsOfDrawn(FEW_ARCHITECTURES);
    }

    private static void requireGradientsOfDrawn(int architectures) {
        Random random = new Random(11);
        List<String> missed = new ArrayList<>();
        for (int seed = 0; seed < architectures; seed++) {
            Task task = new Task(
                    random.nextBoolean() ? 3 : 1,
                    8 + random.nextInt(30),
                    8 + random.nextInt(30),
                    Task.numbers(1, 2 + random.nextInt(40)));
            String layers = RandomArchitecture.draw(1000 + seed, task.image(), task.classCount());
            TrainConfig config = Fixture.config(
                    "task", Fixture.text(task), "layers", layers, "optimizer.kind", "sgd", "batch", "12");
            String name = "seed " + seed + ", " + task.words() + ", " + layers;
            try {
                Parity.check(config, Fixture.batch(task, 100 * seed, 12), seed, 10 * Parity.TOLERANCE);
            } catch (AssertionError e) {
                missed.add(name + ": " + e.getMessage());
            } catch (RuntimeException e) {
                throw new AssertionError(name, e);
            }
        }
        assertThat(missed).isEmpty();
    }
}
