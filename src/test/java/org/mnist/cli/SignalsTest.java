package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.FailPoints;
import org.mnist.testing.Children;
import org.mnist.testing.CliRun;
import org.mnist.testing.Slow;
import org.mnist.testing.TinyData;

/** Real signals to a real process. */
@DisabledOnOs(OS.WINDOWS)
class SignalsTest {
    private static final String LAYERS =
            "layers=[{conv: {filters: 24, kernel: 5, padding: same, activation: relu}}, {conv: {filters: 24, kernel:"
                    + " 5, padding: same}}, {maxpool: {size: 4}}, {flatten: {}}, {dropout: {rate: 0.5}}, {output: {}}]";

    /** Where there is no oneDNN an epoch takes a minute. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    static Path folder;

    private static List<String> options;
    private static Path whole;

    private Process process;

    @BeforeAll
    static void trainUndisturbed() {
        Path tiny = TinyData.write(folder.resolve("tiny"), 1200, 20);
        options =
                List.of("--arch", "mlp", "--set", LAYERS, "--data", tiny.toString(), "--batch", "20", "--threads", "1");
        whole = folder.resolve("whole");
        List<String> line =
                new ArrayList<>(List.of("train", "--no-report", "--epochs", "3", "--out", whole.toString()));
        line.addAll(options);
        assertThat(CliRun.of(line.toArray()).code()).isZero();
    }

    @AfterEach
    void endWhatIsLeft() {
        if (process != null) {
            Children.kill(process);
        }
    }

    /**
     * Stopped after its first epoch, wherever it is then, and resumed, it becomes the run that was not stopped. Who sends the
     * signal is there before the run goes on, for on a busy machine a process takes longer to start than the run to end.
     */
    @Test
    void aTerminationSavesAndTheRunGoesOnExactly() throws Exception {
        requireSavedAndExact("TERM", 143);
    }

    /** The terminal has gone. */
    @Test
    void soDoesAHangUp() throws Exception {
        assumeFalse(ignores(1));
        requireSavedAndExact("HUP", 129);
    }

    /** Batch systems send it before the time is up. */
    @Slow
    @Test
    void soDoesTheSignalOfABatchSystem() throws Exception {
        requireSavedAndExact("USR1", OS.MAC.isCurrentOs() ? 158 : 138);
    }

    @Slow
    @Test
    void soDoesAnInterrupt() throws Exception {
        assumeFalse(ignores(2));
        requireSavedAndExact("INT", 130);
    }

    /** Whoever started it through a pipe has died, or has closed the pipe. */
    @Test
    void soDoesTheEndOfItsInput() throws Exception {
        Path out = folder.resolve("eof");
        Path points = folder.resolve("eof-points");
        process = startCommand(
                "-D" + FailPoints.PROPERTY + "=" + points + ":epoch-001",
                "train",
                "--epochs",
                "3",
                "--out",
                out.toString(),
                "--stop-at-eof");
        await(() -> Files.exists(points) && Files.readString(points).contains("epoch-001\n"));
        process.getOutputStream().close();
        await(() -> Files.readString(folder.resolve("err.txt")).contains("standard input has ended"));
        Files.delete(points);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        requireExact(143, out);
    }

    /**
     * A shell has what it runs in the background ignore interrupts, {@code nohup} hang-ups, and a process that is started
     * ignoring them goes on so.
     */
    private static boolean ignores(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1L << (signal - 1)) != 0);
    }

    /** It leaves no folder of its own behind, and says in one document that it was stopped. */
    @Test
    void aStoppedBenchmarkKeepsOnlyWhatWasAskedFor() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        process = startCommand("-Djava.io.tmpdir=" + temporary, "bench", "--json", "--epochs", "1000");
        await(() -> {
            try (Stream<Path> below = Files.walk(temporary)) {
                return below.anyMatch(path -> path.endsWith("checkpoints/epoch-001"));
            }
        });
        signal("TERM");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String err = Files.readString(folder.resolve("err.txt"));
        assertThat(process.exitValue()).as(err).isEqualTo(143);
        assertThat(err).endsWith("\nstopped; nothing is kept, as it is with --keep DIR or --export-json FILE\n");
        assertThat(new ObjectMapper().readTree(folder.resolve("out.txt").toFile()))
                .isEqualTo(new ObjectMapper().readTree("{\"schema\": 1, \"stopped\": true, \"folder\": null}"));
        assertThat(temporary).isDirectoryNotContaining("glob:**mnist-bench-*");
    }

    @Test
    void aStoppedEnsembleSaysSoInOneDocument() throws Exception {
        Path out = folder.resolve("members");
        process = startCommand(
                "-Xmx512m", "ensemble", "--json", "--epochs", "1000", "--seeds", "1,2", "--out", out.toString());
        await(() -> Files.exists(out.resolve("mlp-s1/checkpoints/epoch-001")));
        signal("TERM");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        JsonNode document =
                new ObjectMapper().readTree(folder.resolve("out.txt").toFile());
        assertThat(document.path("stopped").asBoolean()).isTrue();
        assertThat(document.path("folder").asText()).isEqualTo(out.toString());
    }

    private void requireSavedAndExact(String signal, int code) throws Exception {
        Path out = folder.resolve(signal);
        Path points = folder.resolve(signal + "-points");
        process = start(out, "-D" + FailPoints.PROPERTY + "=" + points + ":epoch-001");
        await(() -> Files.exists(points) && Files.readString(points).contains("epoch-001\n"));
        Process sender = Children.watch(
                new ProcessBuilder("sh", "-c", "read -r go; kill -" + signal + " " + process.pid()).start());
        Files.delete(points); // its first checkpoint is saved, and the second epoch begins
        try (Writer words = sender.outputWriter()) {
            words.write("go\n");
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        requireExact(code, out);
    }

    /** The process has ended with this code and saved, and what goes on with it becomes the run that was not stopped. */
    private void requireExact(int code, Path out) throws Exception {
        String err = Files.readString(folder.resolve("err.txt"));
        assertThat(process.exitValue()).as(err).isEqualTo(code);
        assertThat(err).contains("stopped and saved; go on with: mnist train --resume --out " + out);
        assertThat(CliRun.of("train", "--no-report", "--resume", "--out", out).code())
                .isZero();
        assertThat(params(out)).isEqualTo(params(whole));
        assertThat(untimed(out)).isEqualTo(untimed(whole));
    }

    @Slow
    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        assumeFalse(ignores(2));
        Path out = folder.resolve("twice");
        Path points = folder.resolve("points");
        process = start(out, "-D" + FailPoints.PROPERTY + "=" + points + ":epoch-002");
        await(() -> Files.exists(points) && Files.readString(points).contains("epoch-002\n"));
        signal("INT"); // it waits in a save, so this one is not yet obeyed
        await(() -> Files.readString(folder.resolve("err.txt")).contains("once more"));
        assertThat(process.isAlive()).isTrue();
        signal("INT");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(CliRun.of("train", "--no-report", "--resume", "--out", out).code())
                .isZero();
        assertThat(params(out)).isEqualTo(params(whole));
    }

    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static Process start(Path out, String option) throws IOException {
        return startCommand(option, "train", "--epochs", "3", "--out", out.toString());
    }

    private static Process startCommand(String option, String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-Dorg.bytedeco.javacpp.maxbytes=2g",
                "-cp",
                System.getProperty("java.class.path"),
                "org.mnist.Mnist"));
        line.addAll(List.of(command));
        line.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("MNIST_HOME", CliRun.CACHE); // the same layouts, or the last bits differ
        return Children.watch(builder.redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start());
    }

    /** Waits until it is so, or the process has ended. */
    private void await(Callable<Boolean> isSo) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(LIMIT)
                .until(() -> !process.isAlive() || isSo.call());
    }

    private static Object params(Path run) throws IOException {
        MultiLayerNetwork network =
                MultiLayerNetwork.load(run.resolve("last.zip").toFile(), true);
        return List.of(network.params(), network.getUpdater().getStateViewArray());
    }

    private static List<String> untimed(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.csv")).stream()
                .map(row -> row.replaceAll(",[^,]*,[^,]*$", ""))
                .toList();
    }
}
