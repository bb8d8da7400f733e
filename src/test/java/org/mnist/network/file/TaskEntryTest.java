package org.mnist.network.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.config.TrainConfig;
import org.mnist.network.Shape;
import org.mnist.network.Task;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.testing.Fixture;
import org.mnist.testing.Models;

/** A model file on its own tells its task, DL4J opens it, and a task that is not the network's is refused. */
class TaskEntryTest {
    private static final Task SIGNS = new Task(3, 12, 20, List.of("stop", "go: \"now\"", "Überholverbot"));
    private static final TrainConfig CONFIG = Fixture.config(
            "task",
            "{channels: 3, height: 12, width: 20, classes: [stop, 'go: \"now\"', Überholverbot]}",
            "layers",
            "[{flatten: {}}, {dense: {units: 5}}, {output: {}}]");
    private static final MultiLayerNetwork NETWORK = NetworkFactory.create(CONFIG);

    @TempDir
    Path folder;

    private Path write(Task task) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelFiles.write(NETWORK, task, true, out);
        return Files.write(folder.resolve("model.zip"), out.toByteArray());
    }

    private Task read(Path file) {
        try (ModelFiles.Model model = ModelFiles.open(file, Optional.empty(), true)) {
            assertThat(model.network().params()).isEqualTo(NETWORK.params());
            return model.task();
        }
    }

    @Test
    void theTaskIsReadBackAndDl4jOpensTheFile() throws IOException {
        assertThat(CONFIG.task()).isEqualTo(SIGNS);
        Path file = write(SIGNS);
        assertThat(read(file)).isEqualTo(SIGNS);
        MultiLayerNetwork opened = MultiLayerNetwork.load(file.toFile(), true);
        assertThat(opened.params()).isEqualTo(NETWORK.params());
        assertThat(opened.getUpdater().getStateViewArray())
                .isEqualTo(NETWORK.getUpdater().getStateViewArray());
    }

    @Test
    void aModelOfMnistHasNoSuchEntryAndNeedsNone() throws IOException {
        TrainConfig digits = Fixture.config("layers", "[{flatten: {}}, {output: {}}]");
        Path file = Files.write(folder.resolve("digits.zip"), Models.bytes(NetworkFactory.create(digits)));
        assertThat(Models.entries(Files.readAllBytes(file))).doesNotContainKey("task.json");
        try (ModelFiles.Model model = ModelFiles.open(file, Optional.empty(), false)) {
            assertThat(model.task()).isEqualTo(Task.MNIST);
            assertThat(model.architecture().image()).isEqualTo(Shape.maps(1, 28, 28));
        }
    }

    @Test
    void whatIsNotOfTheNetworkIsRefused() throws IOException {
        byte[] sound = Files.readAllBytes(write(SIGNS));
        String text = new String(Models.entries(sound).get("task.json"), StandardCharsets.UTF_8);
        for (String hostile : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"@class\": \"java.lang.Runtime\"}",
                text.replace("\"height\":12", "\"height\":24"),
                text.replace("\"height\":12", "\"height\":7"),
                text.replace("\"stop\",", ""),
                text.replace("stop", "st\\u001bop"),
                text + text,
                "[".repeat(100_000))) {
            Map<String, byte[]> entries = Models.entries(sound);
            entries.put("task.json", hostile.getBytes(StandardCharsets.UTF_8));
            Path file = Files.write(folder.resolve("hostile.zip"), Models.zip(entries));
            assertThatThrownBy(() -> read(file))
                    .as(hostile.substring(0, Math.min(60, hostile.length())))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("task.json")
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.BAD_INPUT);
        }
        Map<String, byte[]> entries = Models.entries(sound);
        entries.put("task.json", new byte[(1 << 20) + 1]);
        Path file = Files.write(folder.resolve("long.zip"), Models.zip(entries));
        assertThatThrownBy(() -> read(file)).hasMessageContaining("task.json is longer than any");
        entries.remove("task.json");
        Path without = Files.write(folder.resolve("without.zip"), Models.zip(entries));
        assertThatThrownBy(() -> read(without)).hasMessageContaining("it has no task.json, and");
    }
}
