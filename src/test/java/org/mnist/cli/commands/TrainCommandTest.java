package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist.config.ConfigLoader;

/** The parts of {@code mnist train} that need no training. */
class TrainCommandTest {
    @Test
    void aRunFolderIsNamedByTimeArchitectureAndSeed() {
        Path folder = TrainCommand.newFolder(
                ConfigLoader.load("lenet5", null, List.of()).withSeed(42), LocalDateTime.of(2026, 1, 2, 3, 4, 5));
        assertThat(folder).isEqualTo(Path.of("runs/20260102-030405-lenet5-s42"));
    }
}
