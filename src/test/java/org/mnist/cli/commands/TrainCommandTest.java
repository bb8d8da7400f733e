package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.config.ConfigLoader;
import org.mnist.testing.CliRun;

/** The parts of {@code mnist train} that need no training. */
class TrainCommandTest {
    @Test
    void aRunFolderIsNamedByTimeArchitectureAndSeed() {
        Path folder = TrainCommand.newFolder(
                ConfigLoader.load("lenet5", null, List.of()).withSeed(42), LocalDateTime.of(2026, 1, 2, 3, 4, 5));
        assertThat(folder).isEqualTo(Path.of("runs/20260102-030405-lenet5-s42"));
    }

    @Test
    void theTaskIsTheDatas() {
        for (String setting : List.of("task.classes=3", "task.height=99", "task={}")) {
            CliRun run = CliRun.of("train", "--arch", "mlp", "--set", setting, "--dry-run");
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err())
                    .isEqualTo(
                            "mnist: --set " + setting + ": shape and classes are those of the data; give other data by"
                                    + " --data, or scale pictures by --image-size\n");
        }
    }

    @Test
    void aTaskWithoutClassesSaysWhichKeyIsWrong(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("config.yaml");
        for (Map.Entry<String, String> task : Map.of(
                        "clases: [a, b]",
                                "unknown key `clases`; did you mean `classes`? valid here are channels, classes, height, width",
                        "", "`classes` is missing")
                .entrySet()) {
            Files.writeString(file, """
                name: mine
                layers: [flatten: {}, output: {units: 2}]
                task: {channels: 1, height: 8, width: 8, %s}
                """.formatted(task.getKey()));
            assertThatThrownBy(() -> ConfigLoader.ofRun(file, line -> {}))
                    .hasMessageMatching(Pattern.quote(file.toString()) + "(:\\d+)*: " + Pattern.quote(task.getValue()));
        }
    }
}
