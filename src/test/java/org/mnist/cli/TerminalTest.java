package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.Mnist;
import org.mnist.base.Text;
import org.mnist.testing.CliRun;

/** Escapes go to terminals that want them, and nowhere else; tables fit terminals, and are whole elsewhere. */
class TerminalTest {
    private static final String ESCAPE = "\u001b";

    private static CliRun run(boolean error, boolean output, Map<String, String> variables, String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> all = new HashMap<>(variables);
        all.put("MNIST_HOME", CliRun.CACHE);
        int code = Mnist.run(
                line.split(" "),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Environment(all, error, output));
        return new CliRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void eachStreamIsATerminalByItself() {
        Map<String, String> xterm = Map.of("TERM", "xterm");
        assertThat(run(false, true, xterm, "presets").out()).startsWith(ESCAPE + "[1m");
        assertThat(run(true, false, xterm, "presets").out()).doesNotContain(ESCAPE);
        assertThat(run(true, false, xterm, "show absent").err()).startsWith(ESCAPE + "[31mmnist:" + ESCAPE + "[0m ");
        assertThat(run(false, true, xterm, "show absent").err())
                .startsWith("mnist: ")
                .doesNotContain(ESCAPE);
        assertThat(run(true, true, xterm, "presets --json").out()).doesNotContain(ESCAPE);
    }

    @Test
    void whoWantsNoneHasNone() {
        for (Map<String, String> variables :
                List.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), Map.of("TERM", "dumb"), Map.<String, String>of())) {
            assertThat(run(true, true, variables, "presets").out()).doesNotContain(ESCAPE);
            assertThat(run(true, true, variables, "show absent").err()).doesNotContain(ESCAPE);
        }
        assertThat(run(true, true, Map.of("TERM", "xterm", "NO_COLOR", ""), "presets")
                        .out())
                .contains(ESCAPE);
        assertThat(run(true, true, Map.of("WT_SESSION", "1"), "presets").out()).contains(ESCAPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "presets",
                "show lenet5",
                "show absent",
                "data list",
                "cache show",
                "doctor",
                "runs src/test/resources/fixtures/v0.1/run",
                "config print --arch mlp",
                "compare src/test/resources/fixtures/v0.1/run/lenet5 src/test/resources/fixtures/v0.1/run/cnn-dl4j",
                "bench show src/test/resources/fixtures/v0.1/bench.json",
                "completion zsh",
                "train --arch mlp --dry-run",
                "train --arhc mlp",
                "evaluate absent.zip"
            })
    void noPipeGetsAnEscape(String line) {
        CliRun piped = run(false, false, Map.of("TERM", "xterm-256color", "COLORTERM", "truecolor"), line);
        assertThat(piped.out() + piped.err()).isNotEmpty().doesNotContain(ESCAPE);
    }

    /** What is coloured is the same text. */
    @ParameterizedTest
    @ValueSource(
            strings = {"presets", "show lenet5", "show absent", "runs src/test/resources/fixtures/v0.1/run", "data list"
            })
    void coloursChangeNoWord(String line) {
        CliRun plain = run(true, true, Map.of("TERM", "dumb"), line);
        CliRun coloured = run(true, true, Map.of("TERM", "xterm"), line);
        assertThat(coloured.out() + coloured.err()).contains(ESCAPE);
        assertThat((coloured.out() + coloured.err()).replaceAll(ESCAPE + "\\[\\d+m", ""))
                .isEqualTo(plain.out() + plain.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60 presets",
                "80 presets",
                "80 data list",
                "60 bench show docs/results/lenet5.json",
                "80 compare src/test/resources/fixtures/v0.1/run/lenet5 src/test/resources/fixtures/v0.1/run/cnn-dl4j --across-data"
            })
    void tablesFitTheTerminal(String line) {
        int columns = Integer.parseInt(line.substring(0, 2));
        Map<String, String> variables = Map.of("COLUMNS", "" + columns);
        assertThat(tableOf(run(false, true, variables, line.substring(3))))
                .hasSizeGreaterThan(3)
                .allMatch(row -> Text.length(row) <= columns);
        assertThat(tableOf(run(true, false, variables, line.substring(3)))).anyMatch(row -> Text.length(row) > columns);
    }

    /** The lines of the tables, without folders, which have no place to break at, and the notes below. */
    private static List<String> tableOf(CliRun run) {
        return run.out()
                .lines()
                .takeWhile(line -> !line.startsWith("Speeds and times"))
                .filter(line -> !line.contains("/mnist") && !line.contains("/emnist"))
                .toList();
    }
}
