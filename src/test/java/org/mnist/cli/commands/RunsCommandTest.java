package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.base.Text;
import org.mnist.experiment.RunDirectory;
import org.mnist.testing.CliRun;
import org.mnist.testing.FinishedRun;
import org.mnist.testing.Fixture;
import org.mnist.testing.TextTable;

/** {@code mnist runs}: what is there, and in what state. */
class RunsCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    /** A finished run of a name, with models that are none. */
    private Path finished(String name) throws IOException {
        Path run = FinishedRun.write(folder.resolve(name)).path();
        Files.writeString(run.resolve("best.zip"), "1234567890");
        Files.writeString(run.resolve("last.zip"), "1234567890");
        Files.createDirectories(run.resolve("checkpoints/epoch-003"));
        return run;
    }

    private Path unscored(String name, int epochs) throws IOException {
        Path run = finished(name);
        Files.delete(run.resolve("result.json"));
        Files.writeString(
                run.resolve("config.yaml"),
                Files.readString(run.resolve("config.yaml")).replace("epochs: 3", "epochs: " + epochs));
        return run;
    }

    private static CliRun wide(Object... command) {
        return CliRun.with(Map.of("MNIST_HOME", CliRun.CACHE, "COLUMNS", "200"), command);
    }

    private List<Map<String, String>> rows(Object... options) {
        Object[] command = new Object[2 + options.length];
        command[0] = "runs";
        command[1] = folder;
        System.arraycopy(options, 0, command, 2, options.length);
        CliRun run = wide(command);
        assertThat(run.code()).as(run.err()).isZero();
        return TextTable.with("name", run.out());
    }

    private Map<String, String> row(String name) {
        return rows().stream()
                .filter(row -> row.get("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFinishedRunHasAllOfItsFigures() throws IOException {
        finished("sweep/deep/a");
        assertThat(row("sweep/deep/a"))
                .containsEntry("arch", "mlp")
                .containsEntry("data", Fixture.config().data())
                .containsEntry("epochs", "3/3")
                .containsEntry("validation", "98.60 %")
                .containsEntry("test", "97.12 %")
                .containsEntry("state", "finished");
        assertThat(row("sweep/deep/a").get("when")).matches("2026-01-0[1-3] \\d\\d:\\d\\d");
        JsonNode all = JSON.readTree(CliRun.of("runs", folder, "--json").out());
        assertThat(all).hasSize(1);
        assertThat(all.at("/0/run").asText())
                .isEqualTo(folder.resolve("sweep/deep/a").toString());
        assertThat(all.at("/0/started").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(all.at("/0/val_accuracy").asDouble()).isEqualTo(0.986);
        assertThat(all.at("/0/test_accuracy").asDouble()).isEqualTo(0.9712);
        assertThat(all.at("/0/seed").asLong()).isEqualTo(17);
        assertThat(all.at("/0/state").asText()).isEqualTo("finished");
        assertThat(all.at("/0/reason").isNull()).isTrue();
        assertThat(all.at("/0/bytes").asLong()).isGreaterThan(20);
    }

    @Test
    void allEpochsWithoutATestScoreAreTrainedAndFewerAreStopped() throws IOException {
        unscored("trained", 3);
        unscored("stopped", 9);
        assertThat(row("trained"))
                .containsEntry("state", "trained")
                .containsEntry("validation", "98.60 %")
                .containsEntry("test", "–");
        assertThat(row("stopped")).containsEntry("state", "stopped").containsEntry("epochs", "3/9");
    }

    /** The second of three epochs was the best: with a patience of one the third was the last. */
    @Test
    void aTrainingWhosePatienceIsOverHasAllItsEpochs() throws IOException {
        Path run = unscored("early", 9);
        Path config = run.resolve("config.yaml");
        Files.writeString(config, Files.readString(config).replace("patience: 0", "patience: 1"));
        assertThat(row("early")).containsEntry("state", "trained");
    }

    @Test
    void aRunThatIsWorkedInIsRunningAndIsNotDisturbed() throws IOException {
        Path run = finished("a");
        try (RunDirectory held = RunDirectory.resume(run, line -> {})) {
            assertThat(row("a")).containsEntry("state", "running");
            assertThat(row("a")).containsEntry("state", "running");
            held.requireInPlace();
        }
        assertThat(row("a")).containsEntry("state", "finished");
    }

    /** The lock is held by a program of its own, as a training is. */
    @Test
    void aRunOfAnotherProcessIsRunning() throws IOException, InterruptedException {
        Path run = finished("a");
        Path source = Files.writeString(folder.resolve("Hold.java"), """
                import java.nio.channels.FileChannel;
                import java.nio.file.Path;
                import java.nio.file.StandardOpenOption;

                class Hold {
                    public static void main(String[] args) throws Exception {
                        Path file = Path.of(args[0]);
                        try (FileChannel lock =
                                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                            System.out.println(lock.lock().isValid());
                            System.in.read();
                        }
                    }
                }
                """);
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        source.toString(),
                        run.resolve(".lock").toString())
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("true");
            assertThat(row("a")).containsEntry("state", "running");
            assertThat(CliRun.of("runs", "clean", run, "--checkpoints", "--yes").out())
                    .isEqualTo("there is nothing to remove\n");
        } finally {
            holder.getOutputStream().close();
            holder.waitFor();
        }
        assertThat(row("a")).containsEntry("state", "finished");
    }

    /** A system gives all locks of a process on a file back when the process closes that file, however often it is open. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aLookDoesNotGiveTheLockBack() throws IOException {
        Path run = finished("a");
        try (RunDirectory held = RunDirectory.resume(run, line -> {})) {
            assumeTrue(isLocked(run), "the system tells of locks");
            assertThat(row("a")).containsEntry("state", "running");
            assertThat(isLocked(run)).isTrue();
            held.requireInPlace();
        }
        assertThat(isLocked(run)).isFalse();
    }

    private static boolean isLocked(Path run) throws IOException {
        Path locks = Path.of("/proc/locks");
        Object file = Files.getAttribute(run.resolve(".lock"), "unix:ino");
        return Files.exists(locks) && Files.readString(locks).contains(":" + file + " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config.yaml     | layers: [                | config.yaml:",
                "result.json     | {                        | result.json is damaged: it is no JSON; `mnist train --resume",
                "metrics.csv     | x                        | metrics.csv is damaged: ",
                "provenance.json | null                     | provenance.json is damaged: it holds no `{...}`",
                "config.yaml     |                          | config.yaml is missing; bring back the one",
                "best.zip        |                          | best.zip is missing; `mnist train --resume --out",
            })
    void aDamagedRunSaysInOneLineWhatIsWrong(String file, String text, String reason) throws IOException {
        Path run = finished("a");
        finished("b");
        if (text == null) {
            Files.delete(run.resolve(file));
        } else {
            Files.writeString(run.resolve(file), text);
        }
        CliRun runs = wide("runs", folder);
        assertThat(runs.code()).isZero();
        assertThat(runs.err()).isEmpty();
        assertThat(TextTable.with("name", runs.out()))
                .extracting(row -> row.get("state"))
                .containsExactly("damaged", "finished");
        assertThat(runs.out().lines().skip(6)).singleElement().asString().contains(reason);
        assertThat(runs.out()).contains("2 runs, ", "1 finished, 1 damaged");
    }

    /** A sweep may keep nothing but the figures. */
    @Test
    void figuresAloneAreNoDamage() throws IOException {
        Path run = finished("a");
        for (String name : List.of("best.zip", "last.zip", "checkpoints/epoch-003")) {
            Files.delete(run.resolve(name));
        }
        assertThat(row("a")).containsEntry("state", "finished");
        assertThat(CliRun.of("runs", "clean", folder, "--dry-run").out()).isEqualTo("there is nothing to remove\n");
    }

    /** What a training that is killed at once leaves has neither settings nor figures. */
    @Test
    void aRunWithoutItsFirstFileIsStopped() throws IOException {
        Path run = Files.createDirectories(folder.resolve("a"));
        Files.createDirectory(run.resolve("checkpoints"));
        Files.writeString(run.resolve(".lock"), "");
        assertThat(row("a"))
                .containsEntry("state", "stopped")
                .containsEntry("epochs", "0/?")
                .containsEntry("arch", "–");
    }

    @Test
    void linksAndHiddenFoldersAndOtherFoldersAreNotLookedInto() throws IOException {
        finished("a");
        finished(".hidden/b");
        Path other = Files.createDirectories(folder.resolve("configs"));
        Files.copy(folder.resolve("a/config.yaml"), other.resolve("config.yaml"));
        Files.createSymbolicLink(folder.resolve("again"), folder.resolve("a"));
        assertThat(rows()).extracting(row -> row.get("name")).containsExactly("a");
        assertThat(TextTable.with("name", wide("runs", folder.resolve("again")).out()))
                .as("a link that is named is followed")
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "name, a b c",
        "-name, c b a",
        "-test, b c a",
        "test, c b a",
        "state, b c a",
        "'epochs,-name', c b a",
        "-epochs, a b c"
    })
    void sorts(String keys, String order) throws IOException {
        unscored("a", 9);
        finished("b");
        FinishedRun.write(folder.resolve("c"), FinishedRun.unvalidated(), FinishedRun.HISTORY);
        Files.writeString(folder.resolve("c/best.zip"), "");
        Files.writeString(folder.resolve("c/last.zip"), "");
        assertThat(rows("--sort", keys)).extracting(row -> row.get("name")).containsExactly(order.split(" ", -1));
    }

    @Test
    void fitsTheTerminalAndIsWholeInAPipe() throws IOException {
        finished("20260102-030405-a-long-name-of-a-run-of-lenet5-s1");
        assertThat(CliRun.of("runs", folder).out()).contains("arch", "2026-01-02", "finished");
        CliRun runs = CliRun.with(Map.of("COLUMNS", "80"), "runs", folder);
        assertThat(runs.out().lines().limit(3)).allMatch(line -> Text.length(line) <= 80);
        assertThat(runs.out()).contains("not shown: arch, data, when, epochs, size; --json has all");
    }

    @Test
    void whereNobodyHasTrainedThereAreNone() {
        CliRun none = CliRun.of("runs", folder);
        assertThat(none.code()).isZero();
        assertThat(none.out()).isEqualTo("no runs in " + folder + "\n");
        CliRun absent = CliRun.of("runs", folder.resolve("absent"));
        assertThat(absent.code()).isEqualTo(66);
        assertThat(absent.err()).startsWith("mnist: " + folder.resolve("absent") + " is not there; name a run folder");
    }
}
