package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.config.TrainConfig;
import org.mnist.experiment.Checkpoints;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunIdentity;
import org.mnist.network.Task;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.network.dl4j.NetworkSpec;
import org.mnist.testing.Fixture;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

/** Saves that are cut off at each of their places. */
class FailPointsTest {
    private static final TrainConfig CONFIG =
            Fixture.config("layers", "[{flatten: {}}, {dense: {units: 60}}, {output: {}}]");
    private static final MultiLayerNetwork NETWORK = NetworkFactory.create(CONFIG);
    private static final RunIdentity IDENTITY = new RunIdentity(1, "", Map.of());

    /** The process ends here. */
    private static final class Cut extends Error {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    Path folder;

    @AfterEach
    void look() {
        FailPoints.watch(FailPoints.NOBODY);
    }

    @Test
    void aFileIsTheOldOneOrTheNewOne() throws IOException {
        Path file = folder.resolve("file");
        String before = "old".repeat(100_000);
        String after = "newer".repeat(100_000);
        int places = countPlaces(() -> SafeFiles.write(folder.resolve("other"), after));
        assertThat(places).isGreaterThan(5);
        for (int place = 1; place <= places; place++) {
            SafeFiles.write(file, before);
            cutAt(place, () -> SafeFiles.write(file, after));
            assertThat(Files.readString(file)).isIn(before, after);
        }
        assertThat(Files.readString(file)).isEqualTo(after);
    }

    /** There are four whole checkpoints' worth of epochs, so that the fifth makes the oldest go. */
    @Test
    void aWholeCheckpointIsThereThroughout() throws IOException {
        int places = countPlaces(() -> save(new RunFiles(folder.resolve("count"), line -> {}), 5));
        assertThat(places).isGreaterThan(8);
        for (int place = 1; place <= places; place++) {
            RunFiles files = new RunFiles(folder.resolve("cut-" + place), line -> {});
            for (int epoch = 1; epoch <= 4; epoch++) {
                save(files, epoch);
            }
            cutAt(place, () -> save(files, 5));
            List<String> warnings = new ArrayList<>();
            Checkpoints.Saved newest = files.checkpoints().newest(warnings::add).orElseThrow();
            assertThat(warnings).isEmpty();
            assertThat(newest.state().epoch()).isBetween(4, 5);
            assertThat(newest.network(NetworkSpec.of(CONFIG)).params()).isEqualTo(NETWORK.params());
            files.checkpoints().clean();
            save(files, 5);
            assertThat(files.checkpoints()
                            .newest(warnings::add)
                            .orElseThrow()
                            .state()
                            .epoch())
                    .isEqualTo(5);
            assertThat(files.path().resolve("checkpoints")).isDirectoryNotContaining("glob:**/.*");
        }
    }

    /** A run that is stopped as soon as it was resumed has nothing new to save, and must not lose what it has. */
    @Test
    void savingAgainWhatIsThereTouchesNothing() {
        RunFiles files = new RunFiles(folder, line -> {});
        save(files, 1);
        assertThat(countPlaces(() -> save(files, 1))).isZero();
    }

    private static void save(RunFiles files, int epochs) {
        List<EpochResult> history = IntStream.rangeClosed(1, epochs)
                .mapToObj(epoch -> new EpochResult(epoch, 1, 0.5, 1, 0.5 + epoch / 100.0, 0.1, 1, 1))
                .toList();
        try {
            Files.createDirectories(files.path().resolve("checkpoints"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.checkpoints()
                .save(NETWORK, Task.MNIST, Optional.empty(), new TrainState(history, 0, 0, 0, 0, 0), IDENTITY);
    }

    private static int countPlaces(Runnable save) {
        List<String> places = new ArrayList<>();
        FailPoints.watch(places::add);
        save.run();
        FailPoints.watch(FailPoints.NOBODY);
        return places.size();
    }

    private static void cutAt(int place, Runnable save) {
        List<String> places = new ArrayList<>();
        FailPoints.watch(name -> {
            places.add(name);
            if (places.size() == place) {
                throw new Cut();
            }
        });
        try {
            save.run();
        } catch (Cut e) {
            assertThat(places).hasSize(place);
        } finally {
            FailPoints.watch(FailPoints.NOBODY);
        }
    }
}
