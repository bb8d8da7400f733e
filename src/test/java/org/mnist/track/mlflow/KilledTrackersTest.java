package org.mnist.track.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.testing.Children;
import org.mnist.testing.CliRun;
import org.mnist.testing.Command;
import org.mnist.testing.NeedsOneDnn;
import org.mnist.testing.Slow;
import org.mnist.track.tensorboard.EventReader;

/** Runs that are killed by SIGKILL while they tell both trackers, and then go on: nothing is missing, nothing is there twice. */
@Slow
@NeedsOneDnn
class KilledTrackersTest {
    private static final int EPOCHS = 8;

    @TempDir
    Path folder;

    @Test
    void everyEpochIsThereOnce() throws Exception {
        Random random = new Random(23);
        int kills = Integer.getInteger("kills", 10);
        int midway = 0;
        for (int i = 0; i < kills; i++) {
            try (LocalMlflow server = new LocalMlflow()) {
                Path run = folder.resolve("run-" + i);
                Map<String, String> variables = Map.of("MNIST_HOME", CliRun.CACHE, "MLFLOW_TRACKING_URI", server.uri());
                Command program = Command.classes(variables);
                kill(program, run, 1 + random.nextInt(2 * EPOCHS));
                midway += Files.exists(run.resolve("result.json")) ? 0 : 1;
                CliRun resumed = CliRun.with(variables, "train", "--resume", "--no-report", "--out", run);
                assertThat(resumed.code()).as(resumed.err()).isZero();
                CliRun pushed = CliRun.with(variables, "runs", "push", run);
                assertThat(pushed.code()).as(pushed.err()).isZero();
                requireAll(run, server);
            }
        }
        assertThat(midway).as("kills before the end").isGreaterThan(kills / 2);
    }

    /** Trains until its journal has so many lines, and kills it then. */
    private void kill(Command program, Path run, int lines) throws Exception {
        Process process = program.start(
                List.of(
                        "train",
                        "--arch",
                        "mlp",
                        "--data",
                        "sample",
                        "--epochs",
                        Integer.toString(EPOCHS),
                        "--threads",
                        "1",
                        "--no-report",
                        "--out",
                        run.toString(),
                        "--log",
                        "tensorboard,mlflow"),
                null,
                folder.resolve("said.txt"));
        Path journal = run.resolve(Journal.NAME);
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofMinutes(5))
                .until(() -> !process.isAlive() || (Files.exists(journal) && count(journal) >= lines));
        Children.kill(process);
        process.waitFor();
        assertThat(journal).exists();
    }

    private static long count(Path journal) throws IOException {
        try (Stream<String> lines = Files.lines(journal)) {
            return lines.count();
        }
    }

    private static void requireAll(Path run, LocalMlflow server) throws IOException {
        List<Long> epochs = LongStream.rangeClosed(1, EPOCHS).boxed().toList();
        EventReader events = EventReader.read(run.resolve("tensorboard"));
        List<String> rows = Files.readAllLines(run.resolve("metrics.csv"));
        for (String tag : List.of("loss/train", "loss/val", "accuracy/val", "learning_rate", "weights/02-dense")) {
            assertThat(events.shown.get(tag).keySet()).as(tag).containsExactlyElementsOf(epochs);
        }
        assertThat(server.complaints).isEmpty();
        List<LocalMlflow.Metric> losses = server.run().metrics("val_loss");
        assertThat(losses.stream().map(LocalMlflow.Metric::step)).containsExactlyElementsOf(epochs);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            double written = Double.parseDouble(rows.get(epoch + 1).split(",", -1)[3]);
            assertThat(losses.get(epoch - 1).value()).isCloseTo(written, within(6e-9));
            assertThat(events.shown.get("loss/val").get((long) epoch))
                    .isEqualTo((float) losses.get(epoch - 1).value());
        }
        assertThat(server.run().metrics("test_loss")).hasSize(1);
        assertThat(events.shown.get("loss/test")).hasSize(1);
        assertThat(server.run().status).isEqualTo("FINISHED");
    }
}
