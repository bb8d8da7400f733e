package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.TinyData;

/** Real signals to a real process. */
@DisabledOnOs(OS.WINDOWS)
class SignalsTest {
    @TempDir
    Path folder;

    /** Stopped somewhere in its first epochs and resumed, it becomes the run that was not stopped. */
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalSavesAndTheRunGoesOnExactly(String signal, int code) throws Exception {
        Path tiny = TinyData.write(folder.resolve("tiny"), 2000, 20);
        Path out = folder.resolve("run");
        List<String> options =
                List.of("--arch", "conv5x5", "--data", tiny.toString(), "--batch", "50", "--epochs", "3");
        Process process = start("train", options, out);
        waitFor(out.resolve("checkpoints/epoch-001"), process);
        Thread.sleep(150); // into the second epoch
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String err = Files.readString(folder.resolve("err.txt"));
        assertThat(process.exitValue()).as(err).isEqualTo(code);
        assertThat(err).contains("stopped and saved; go on with: mnist train --resume --out " + out);
        assertThat(CliRun.of("train", "--resume", "--out", out).code()).isZero();

        Path whole = folder.resolve("whole");
        assertThat(CliRun.of("train", "--arch", "conv5x5", "--data", tiny, "--batch", 50, "--epochs", 3, "--out", whole)
                        .code())
                .isZero();
        assertThat(params(out)).isEqualTo(params(whole));
    }

    private Process start(String command, List<String> options, Path out) throws IOException {
        List<String> line = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dorg.bytedeco.javacpp.maxbytes=2g",
                "-cp",
                System.getProperty("java.class.path"),
                "org.mnist.Mnist",
                command));
        line.addAll(options);
        line.addAll(List.of("--out", out.toString()));
        return new ProcessBuilder(line)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
    }

    private static void waitFor(Path file, Process process) throws InterruptedException {
        for (int i = 0; i < 1200 && process.isAlive() && !Files.exists(file); i++) {
            Thread.sleep(50);
        }
        assertThat(file).exists();
    }

    private static Object params(Path run) throws IOException {
        MultiLayerNetwork network =
                MultiLayerNetwork.load(run.resolve("last.zip").toFile(), true);
        return List.of(network.params(), network.getUpdater().getStateViewArray());
    }
}
