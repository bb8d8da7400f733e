package org.mnist.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.config.ConfigLoader;
import org.mnist.failure.Failure;
import org.mnist.model.NetworkFactory;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

class CheckpointsTest {
    private static final MultiLayerNetwork NETWORK =
            NetworkFactory.create(ConfigLoader.load("allconv", null, List.of()));

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void keepsTheNewestThreeAndFindsTheNewest() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        assertThat(checkpoints.newest(warnings::add)).isNull();
        for (int epoch = 1; epoch <= 5; epoch++) {
            checkpoints.save(NETWORK, state(epoch, 0), 7, 0.001, List.of());
        }
        checkpoints.save(NETWORK, state(5, 12), 7, 0.001, List.of());
        assertThat(names()).containsExactlyInAnyOrder("epoch-004", "epoch-005", "epoch-005-step-000012");
        Checkpoints.Saved newest = checkpoints.newest(warnings::add);
        assertThat(newest.folder().getFileName()).hasToString("epoch-005-step-000012");
        assertThat(newest.state().train()).isEqualTo(state(5, 12));
        assertThat(newest.state().seed()).isEqualTo(7);
        assertThat(newest.network().params()).isEqualTo(NETWORK.params());
        assertThat(warnings).isEmpty();
        checkpoints.save(NETWORK, state(1000, 0), 7, 0.001, List.of());
        assertThat(checkpoints.newest(warnings::add).state().epoch()).isEqualTo(1000);
    }

    @Test
    void aDamagedOneIsSaidAndTheOneBeforeIsTaken() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        for (int epoch = 1; epoch <= 3; epoch++) {
            checkpoints.save(NETWORK, state(epoch, 0), 7, 0.001, List.of());
        }
        Path model = folder.resolve("epoch-003/model.zip");
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 1;
        Files.write(model, bytes);
        Files.writeString(folder.resolve("epoch-002/state.json"), "{\"epoch\": 2");
        assertThat(checkpoints.newest(warnings::add).state().epoch()).isEqualTo(1);
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).contains("epoch-003 is damaged");
        assertThat(warnings.get(1)).contains("epoch-002 is damaged");
    }

    @Test
    void whatASaveLeftHalfDoneIsIgnored() throws IOException {
        Files.createDirectories(folder.resolve(".epoch-009.tmp"));
        Files.writeString(folder.resolve(".epoch-009.tmp/state.json"), "{}");
        Files.createDirectories(folder.resolve("epoch-x"));
        Checkpoints checkpoints = new Checkpoints(folder);
        assertThat(checkpoints.newest(warnings::add)).isNull();
        checkpoints.save(NETWORK, state(9, 0), 7, 0.001, List.of(folder.resolve("best.zip")));
        assertThat(checkpoints.newest(warnings::add).state().epoch()).isEqualTo(9);
        assertThat(folder.resolve("best.zip")).hasSameBinaryContentAs(folder.resolve("epoch-009/model.zip"));
    }

    @Test
    void aModelFileThatIsNotSoundIsRefused() throws IOException {
        Path sound = folder.resolve("sound.zip");
        ModelFiles.write(NETWORK, sound);
        assertThat(ModelFiles.load(sound, false).params()).isEqualTo(NETWORK.params());
        refuses(Files.writeString(folder.resolve("text.zip"), "hello"), Failure.Kind.BAD_INPUT);
        refuses(Files.createFile(folder.resolve("empty.zip")), Failure.Kind.BAD_INPUT);
        refuses(folder, Failure.Kind.BAD_INPUT);
        refuses(folder.resolve("absent.zip"), Failure.Kind.NOT_FOUND);
        byte[] bytes = Files.readAllBytes(sound);
        refuses(Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length / 2)), Failure.Kind.BAD_INPUT);
        refuses(with(sound, "preprocessor.bin", serialized()), Failure.Kind.BAD_INPUT);
        refuses(with(sound, "../evil", new byte[1]), Failure.Kind.BAD_INPUT);
        refuses(with(sound, "configuration.json", "{}".getBytes(StandardCharsets.UTF_8)), Failure.Kind.BAD_INPUT);
        refuses(with(sound, "coefficients.bin", new byte[100]), Failure.Kind.BAD_INPUT);
    }

    @Test
    void weightsThatAreNotFiniteAreRefused() throws IOException {
        MultiLayerNetwork broken = NetworkFactory.create(ConfigLoader.load("allconv", null, List.of()));
        broken.params().putScalar(5, Float.NaN);
        Path file = folder.resolve("nan.zip");
        ModelFiles.write(broken, file);
        refuses(file, Failure.Kind.BAD_INPUT);
    }

    @Test
    void twoRunsCannotShareAFolder() {
        Path path = folder.resolve("run");
        try (RunDirectory first = RunDirectory.create(path)) {
            SafeFiles.write(first.files().config(), "x");
            assertThatThrownBy(() -> RunDirectory.resume(path))
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.LOCKED);
            assertThatThrownBy(() -> RunDirectory.create(path))
                    .hasMessageContaining("--resume")
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.CANNOT_CREATE);
        }
        try (RunDirectory again = RunDirectory.resume(path)) {
            assertThat(again.files().path()).isEqualTo(path);
        }
        assertThatThrownBy(() -> RunDirectory.resume(folder.resolve("absent")))
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.NOT_FOUND);
    }

    @Test
    void metricsKeepTheRowsOfTheEpochsThatAreDone() throws IOException {
        Path file = folder.resolve("metrics.csv");
        MetricsCsv metrics = new MetricsCsv(file);
        metrics.start(0);
        for (int epoch = 1; epoch <= 3; epoch++) {
            metrics.onEpoch(new EpochResult(epoch, 0.5, 0.9, 0.25, 0.95, 0.001, 2, 100), TrainState.START);
        }
        new MetricsCsv(file).start(2);
        new MetricsCsv(file)
                .onEpoch(new EpochResult(3, 0.5, 0.9, Double.NaN, Double.NaN, 1e-7, 2, 100), TrainState.START);
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate,seconds,images_per_second",
                        "1,0.50000000,0.900000,0.25000000,0.950000,0.001,2.000,100.0",
                        "2,0.50000000,0.900000,0.25000000,0.950000,0.001,2.000,100.0",
                        "3,0.50000000,0.900000,,,1.0E-7,2.000,100.0");
    }

    private void refuses(Path file, Failure.Kind kind) {
        assertThatThrownBy(() -> ModelFiles.load(file, false))
                .as(file.toString())
                .isInstanceOf(Failure.class)
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(kind);
    }

    /** A copy of a model with one entry added or replaced. */
    private Path with(Path model, String name, byte[] content) throws IOException {
        Path file = folder.resolve(name.replaceAll("\\W", "_") + ".zip");
        try (ZipFile from = new ZipFile(model.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(file))) {
            for (ZipEntry entry : from.stream().toList()) {
                if (!entry.getName().equals(name)) {
                    add(to, entry.getName(), from.getInputStream(entry).readAllBytes());
                }
            }
            add(to, name, content);
        }
        return file;
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] serialized() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = bytes;
                ObjectOutputStream objects = new ObjectOutputStream(out)) {
            objects.writeObject("an object");
        }
        return bytes.toByteArray();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static TrainState state(int epochs, int steps) {
        return new TrainState(
                epochs,
                steps,
                1.5 * steps,
                3L * steps,
                32L * steps,
                0.1 * steps,
                2.5,
                new TrainState.Scored(1, 0.9, 0.3),
                new TrainState.Scored(epochs, 0.8, Double.NaN));
    }
}
