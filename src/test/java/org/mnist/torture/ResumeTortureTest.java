package org.mnist.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.testing.Command;
import org.mnist.testing.Slow;
import org.mnist.testing.TinyData;

/** A little of what {@code scripts/torture-resume} does at length; whole folders are compared, reports included. */
@DisabledOnOs(OS.WINDOWS)
class ResumeTortureTest {
    @TempDir
    Path folder;

    @Slow
    @Test
    void aKilledRunBecomesTheUndisturbedOne() throws Exception {
        Path data = TinyData.write(folder.resolve("data"), 600, 50);
        String layers =
                "layers=[{conv: {filters: 4, kernel: 5, stride: 2, activation: relu}}, {batchnorm: {}}, {flatten: {}}, {dropout: {rate: 0.5}}, {output: {}}]";
        Trainings trainings = new Trainings(
                Command.classes(Map.of("MNIST_HOME", folder.resolve("home").toString())),
                folder,
                folder,
                List.of(
                        "--arch",
                        "mlp",
                        "--set",
                        layers,
                        "--set",
                        "schedule={kind: cosine}",
                        "--data",
                        data.toString(),
                        "--batch",
                        "20",
                        "--epochs",
                        "4",
                        "--threads",
                        "1"));
        assertThat(Trainings.all(4, 2, new ResumeTorture(trainings, 2)::trial)).isEmpty();
    }
}
