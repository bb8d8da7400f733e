package org.mnist.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class ToolTest {
    @Test
    void theFirstLineIsWhatATerminalCanShow() {
        assertThat(line("printf ' \\033[31mcard\\n other'")).contains("\ufffd[31mcard");
        assertThat(line("echo card; exit 1")).isEmpty();
        assertThat(line("true")).isEmpty();
        assertThat(Tool.line(List.of("/none/such"))).isEmpty();
    }

    /** A child that a program leaves behind keeps its output open, and nobody waits for that. */
    @Test
    void nobodyWaitsForWhatAProgramLeavesBehind() {
        assertThat(line("sleep 3 & echo $!")).hasValueSatisfying(child -> {
            ProcessHandle left = ProcessHandle.of(Long.parseLong(child)).orElseThrow();
            assertThat(left.isAlive()).isTrue();
            left.destroy();
        });
    }

    private static Optional<String> line(String script) {
        return Tool.line(List.of("sh", "-c", script));
    }
}
