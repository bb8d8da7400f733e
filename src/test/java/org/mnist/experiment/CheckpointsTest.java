package org.mnist.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.engine.dl4j.Dl4jEngine;
import org.mnist.network.Task;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.network.dl4j.NetworkSpec;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

class CheckpointsTest {
    private static final TrainConfig CONFIG = ConfigLoader.load("allconv", null, List.of());
    private static final MultiLayerNetwork NETWORK = NetworkFactory.create(CONFIG);
    private static final RunIdentity IDENTITY = new RunIdentity(7, "c0ffee", Map.of("images", "abc", "labels", "def"));

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void keepsTheNewestThreeAndFindsTheNewest() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        assertThat(checkpoints.newest(warnings::add)).isEmpty();
        for (int epoch = 1; epoch <= 5; epoch++) {
            checkpoints.save(NETWORK, Task.MNIST, Optional.empty(), state(epoch, 0), IDENTITY);
        }
        checkpoints.save(NETWORK, Task.MNIST, Optional.empty(), state(5, 12), IDENTITY);
        assertThat(names()).containsExactlyInAnyOrder("epoch-004", "epoch-005", "epoch-005-step-000012");
        Checkpoints.Saved newest = checkpoints.newest(warnings::add).orElseThrow();
        assertThat(newest.folder().getFileName()).hasToString("epoch-005-step-000012");
        assertThat(newest.state().train()).isEqualTo(state(5, 12));
        assertThat(newest.state().identity()).isEqualTo(IDENTITY);
        assertThat(newest.network(NetworkSpec.of(CONFIG)).params()).isEqualTo(NETWORK.params());
        assertThat(warnings).isEmpty();
        checkpoints.save(NETWORK, Task.MNIST, Optional.empty(), state(1000, 0), IDENTITY);
        assertThat(checkpoints.newest(warnings::add).orElseThrow().state().epoch())
                .isEqualTo(1000);
    }

    /** A change in any of a checkpoint's files is found, and the one before is used, however many are damaged. */
    @Test
    void aDamagedOneIsSaidAndTheOneBeforeIsTaken() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        for (int epoch = 1; epoch <= 3; epoch++) {
            checkpoints.save(NETWORK, Task.MNIST, Optional.of(NETWORK), state(epoch, 0), IDENTITY);
        }
        Path newest = folder.resolve("epoch-003");
        for (String name : List.of("model.zip", "average.zip", "state.json")) {
            byte[] before = flipMiddle(newest.resolve(name));
            warnings.clear();
            requireNewest(checkpoints, 2);
            assertThat(warnings).as(name).hasSize(1);
            requireDamaged(warnings.get(0), newest);
            Files.write(newest.resolve(name), before);
        }
        warnings.clear();
        requireNewest(checkpoints, 3);
        assertThat(warnings).isEmpty();
        flipMiddle(newest.resolve("model.zip"));
        Files.writeString(folder.resolve("epoch-002/state.json"), "{\"epoch\": 2");
        requireNewest(checkpoints, 1);
        assertThat(warnings).hasSize(2);
        requireDamaged(warnings.get(0), newest);
        requireDamaged(warnings.get(1), folder.resolve("epoch-002"));
    }

    /** A bit of its number is no newer program. */
    @Test
    void aDamagedSchemaNumberIsDamage() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        for (int epoch = 1; epoch <= 2; epoch++) {
            checkpoints.save(NETWORK, Task.MNIST, Optional.empty(), state(epoch, 0), IDENTITY);
        }
        Path state = folder.resolve("epoch-002/state.json");
        String damaged = Files.readString(state).replaceFirst("\"schema\" : \\d", "\"schema\" : 9");
        Files.writeString(state, damaged);
        requireNewest(checkpoints, 1);
        requireDamaged(warnings.get(0), folder.resolve("epoch-002"));
        Files.writeString(state, Seal.seal(damaged.replaceFirst("(\"sha256\" : \")\\w+(\"\\s*}\\s*)$", "$1$2")));
        assertThatThrownBy(() -> checkpoints.newest(warnings::add)).hasMessageContaining("which a newer mnist wrote");
    }

    private void requireNewest(Checkpoints checkpoints, int epoch) {
        Checkpoints.Saved saved = checkpoints.newest(warnings::add).orElseThrow();
        assertThat(saved.state().epoch()).isEqualTo(epoch);
        assertThat(saved.folder()).isEqualTo(folder.resolve("epoch-00" + epoch));
    }

    private static void requireDamaged(String warning, Path checkpoint) {
        assertThat(warning).startsWith(checkpoint + " is damaged (its ").endsWith("); looking at the one before");
    }

    /** Changes one bit of a file; returns the bytes that it had. */
    private static byte[] flipMiddle(Path file) throws IOException {
        byte[] before = Files.readAllBytes(file);
        byte[] damaged = before.clone();
        damaged[before.length / 2] ^= 1;
        Files.write(file, damaged);
        return before;
    }

    @Test
    void whatASaveLeftHalfDoneIsIgnored() throws IOException {
        Files.createDirectories(folder.resolve(".epoch-009.tmp"));
        Files.writeString(folder.resolve(".epoch-009.tmp/state.json"), "{}");
        Files.createDirectories(folder.resolve("epoch-x"));
        Checkpoints checkpoints = new Checkpoints(folder);
        assertThat(checkpoints.newest(warnings::add)).isEmpty();
        checkpoints.save(NETWORK, Task.MNIST, Optional.empty(), state(9, 0), IDENTITY);
        assertThat(checkpoints.newest(warnings::add).orElseThrow().state().epoch())
                .isEqualTo(9);
    }

    @Test
    void weightsThatAreNotFiniteAreNeverSaved() throws IOException {
        RunFiles files = new RunFiles(folder.resolve("diverged"), line -> {});
        Files.createDirectories(files.path().resolve("checkpoints"));
        MultiLayerNetwork network = NetworkFactory.create(CONFIG);
        CheckpointListener listener =
                new CheckpointListener(files, new Dl4jEngine(network, CONFIG), Optional.empty(), IDENTITY, Task.MNIST);
        listener.onEpoch(epoch(1), state(1, 0));
        for (float number : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            network.params().putScalar(5, number);
            assertThatThrownBy(() -> listener.onEpoch(epoch(2), state(2, 0)))
                    .hasMessageContaining("there are weights that are not finite numbers")
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.DIVERGED);
        }
        assertThat(files.checkpoints()
                        .newest(warnings::add)
                        .orElseThrow()
                        .state()
                        .epoch())
                .isEqualTo(1);
        assertThat(warnings).isEmpty();
    }

    @Test
    void metricsSayWhatTheStateSays() throws IOException {
        Path file = folder.resolve("metrics.csv");
        Files.writeString(file, "damaged");
        MetricsCsv metrics = new MetricsCsv(file, line -> {});
        metrics.write(state(2, 3));
        List<String> rows = List.of(
                "# schema: 1",
                "epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate,seconds,images_per_second",
                "1,0.50000000,0.900000,0.25000000,1.000000,0.001,2.000,100.0",
                "2,0.50000000,0.900000,0.25000000,0.500000,0.001,2.000,100.0");
        assertThat(Files.readAllLines(file)).isEqualTo(rows);
        EpochResult third = new EpochResult(3, 0.5, 0.9, Double.NaN, Double.NaN, 1e-7, 2, 100);
        metrics.onEpoch(third, new TrainState(List.of(epoch(1), epoch(2), third), 0, 0, 0, 0, 0));
        assertThat(Files.readAllLines(file))
                .startsWith(rows.toArray(String[]::new))
                .hasSize(5);
        assertThat(Files.readAllLines(file).get(4)).isEqualTo("3,0.50000000,0.900000,,,1.0E-7,2.000,100.0");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static TrainState state(int epochs, int steps) {
        return new TrainState(
                IntStream.rangeClosed(1, epochs)
                        .mapToObj(CheckpointsTest::epoch)
                        .toList(),
                steps,
                1.5 * steps,
                3L * steps,
                32L * steps,
                0.1 * steps);
    }

    private static EpochResult epoch(int number) {
        return new EpochResult(number, 0.5, 0.9, 0.25, 1.0 / number, 0.001, 2, 100);
    }
}
