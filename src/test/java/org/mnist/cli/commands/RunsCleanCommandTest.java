package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.Mnist;
import org.mnist.cli.Environment;
import org.mnist.experiment.RunDirectory;
import org.mnist.testing.CliRun;
import org.mnist.testing.FinishedRun;

/** {@code mnist runs clean}: what goes, and what never does. */
class RunsCleanCommandTest {
    @TempDir
    Path folder;

    private Path finished;
    private Path stopped;
    private Path begun;
    private Path damaged;

    @BeforeEach
    void runs() throws IOException {
        finished = run("finished");
        stopped = run("stopped");
        Files.delete(stopped.resolve("result.json"));
        begun = run("begun");
        for (String name : List.of(
                "result.json",
                "best.zip",
                "last.zip",
                "checkpoints/epoch-001",
                "checkpoints/epoch-002",
                "checkpoints/epoch-003")) {
            Files.delete(begun.resolve(name));
        }
        Path config = begun.resolve("config.yaml");
        Files.writeString(config, Files.readString(config).replace("epochs: 3", "epochs: 9"));
        damaged = run("damaged");
        Files.writeString(damaged.resolve("result.json"), "{");
        Files.createDirectories(folder.resolve("notes/checkpoints"));
        Files.writeString(folder.resolve("notes/config.yaml"), "mine");
    }

    private Path run(String name) throws IOException {
        Path run = FinishedRun.write(folder.resolve(name)).path();
        for (String model : List.of("best.zip", "last.zip")) {
            Files.writeString(run.resolve(model), "model");
        }
        for (String checkpoint : List.of("epoch-001", "epoch-002", "epoch-003")) {
            Files.createDirectories(run.resolve("checkpoints").resolve(checkpoint));
        }
        return run;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(path -> folder.relativize(path).toString()).sorted().toList();
        }
    }

    @Test
    void removesRunsWithoutACheckpointAndNothingElse() throws IOException {
        CliRun clean = CliRun.of("runs", "clean", folder, "--yes");
        assertThat(clean.code()).as(clean.err()).isZero();
        assertThat(clean.err()).isEqualTo("removed " + begun + "\n");
        assertThat(clean.out()).startsWith("1 item, ").endsWith(" removed\n");
        assertThat(begun).doesNotExist();
        assertThat(List.of(finished, stopped, damaged)).allMatch(Files::isDirectory);
        assertThat(folder.resolve("notes/config.yaml")).hasContent("mine");
        assertThat(CliRun.of("runs", "clean", folder, "--yes").out()).isEqualTo("there is nothing to remove\n");
    }

    @Test
    void aDryRunRemovesNothing() throws IOException {
        List<String> before = names();
        CliRun clean = CliRun.of("runs", "clean", folder, "--dry-run");
        assertThat(clean.code()).isZero();
        assertThat(clean.out()).contains("no checkpoint").contains("1 item, 0.0 MB would go");
        JsonNode json = new ObjectMapper()
                .readTree(CliRun.of("runs", "clean", folder, "--dry-run", "--json")
                        .out());
        assertThat(json.get("removed").asBoolean()).isFalse();
        assertThat(json.get("bytes").asLong()).isPositive();
        assertThat(json.at("/items/0/path").asText()).isEqualTo(begun.toString());
        assertThat(json.at("/items/0/reason").asText()).isEqualTo("no checkpoint");
        assertThat(names()).isEqualTo(before);
    }

    @Test
    void withoutATerminalItNeedsTheWord() throws IOException {
        List<String> before = names();
        CliRun clean = CliRun.of("runs", "clean", folder);
        assertThat(clean.code()).isEqualTo(2);
        assertThat(clean.err())
                .startsWith("mnist: it asks before it removes anything")
                .contains("--yes");
        assertThat(clean.out()).isEmpty();
        assertThat(names()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n\n", "\n", "", "yesterday\n"})
    void whatIsNotMeantStays(String answer) throws IOException {
        List<String> before = names();
        CliRun clean = asked(answer);
        assertThat(clean.code()).isZero();
        assertThat(clean.out()).isEqualTo("nothing was removed\n");
        assertThat(clean.err()).contains(begun.toString()).contains("remove these (1 item, 0.0 MB)? [y/N]");
        assertThat(names()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "Yes", " y \r\n"})
    void whatIsMeantGoes(String answer) {
        assertThat(asked(answer).code()).isZero();
        assertThat(begun).doesNotExist();
    }

    /** On a terminal, with this answer. */
    private CliRun asked(String answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Object[] words = {"runs", "clean", folder};
        int code = Mnist.run(
                Arrays.stream(words).map(Object::toString).toArray(String[]::new),
                new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Environment(Map.of("COLUMNS", "300"), true));
        return new CliRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aDamagedRunGoesWhenItIsNamed() {
        assertThat(CliRun.of("runs", "clean", damaged, finished, "--yes").code())
                .isZero();
        assertThat(damaged).doesNotExist();
        assertThat(finished).isDirectory();
        assertThat(begun).isDirectory();
    }

    @Test
    void leftoversOfKilledProcessesGo() throws IOException {
        Path aside = Files.createDirectories(finished.resolve("checkpoints/.mnist-1.tmp"));
        Files.writeString(aside.resolve("model.zip"), "half");
        Path half = Files.writeString(stopped.resolve(".mnist-2.tmp"), "half");
        Path mine = Files.writeString(finished.resolve("mine.tmp"), "whole");
        assertThat(CliRun.of("runs", "clean", folder, "--yes").code()).isZero();
        assertThat(aside).doesNotExist();
        assertThat(half).doesNotExist();
        assertThat(mine).exists();
    }

    /** Of a finished run only the newest is left; of one that is to go on, all. */
    @Test
    void supersededCheckpointsGoWhenThatIsSaid() {
        assertThat(CliRun.of("runs", "clean", folder, "--yes").code()).isZero();
        assertThat(finished.resolve("checkpoints/epoch-001")).exists();
        assertThat(CliRun.of("runs", "clean", folder, "--yes", "--checkpoints").code())
                .isZero();
        assertThat(finished.resolve("checkpoints")).isDirectoryNotContaining("glob:**/epoch-00[12]");
        assertThat(finished.resolve("checkpoints/epoch-003")).exists();
        assertThat(stopped.resolve("checkpoints/epoch-001")).exists();
        assertThat(damaged.resolve("checkpoints/epoch-001")).exists();
    }

    @Test
    void whatIsInUseStays() throws IOException {
        try (RunDirectory held = RunDirectory.resume(begun, line -> {})) {
            CliRun clean = CliRun.of("runs", "clean", folder, "--yes");
            assertThat(clean.out()).isEqualTo("there is nothing to remove\n");
            held.requireInPlace();
        }
        assertThat(begun).isDirectory();
    }

    /** Links are removed with the run that they are in, and what they lead to stays; a run behind a link stays. */
    @Test
    void noLinkIsFollowed() throws IOException {
        Path precious = Files.writeString(
                Files.createDirectory(folder.resolve("precious")).resolve("file"), "mine");
        Files.createSymbolicLink(begun.resolve("link"), precious.getParent());
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path moved = Files.move(damaged, elsewhere.resolve("damaged"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), moved);
        CliRun clean = CliRun.of("runs", "clean", link, folder, "--yes");
        assertThat(clean.code()).as(clean.err()).isZero();
        assertThat(clean.err()).contains(link + " is a link, and nothing is removed through it");
        assertThat(begun).doesNotExist();
        assertThat(precious).hasContent("mine");
        assertThat(moved.resolve("result.json")).exists();
        assertThat(link).isSymbolicLink();
    }
}
