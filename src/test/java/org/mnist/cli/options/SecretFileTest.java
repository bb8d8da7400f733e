package org.mnist.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.testing.CliRun;

/** What is refused as the file of a cluster's secret, before anything is connected to. */
@DisabledOnOs(OS.WINDOWS)
class SecretFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "rw-r-----, a-secret-that-is-long-enough, can be read by others than you",
        "rw----r--, a-secret-that-is-long-enough, can be read by others than you",
        "rw-------, too-short, has fewer than 16 characters",
    })
    void itIsOnesOwnAndCannotBeGuessed(String permissions, String secret, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), secret + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        CliRun refused = CliRun.of("sweep", "--arch", "mlp", "--cluster", "spark://host:7077", "--secret-file", file);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains(said).doesNotContain(secret).hasLineCount(1);
    }
}
