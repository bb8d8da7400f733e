package org.mnist.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Failure;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

class MetricsCsvTest {
    private static final String HEADER =
            "epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate,seconds,images_per_second";
    private static final EpochResult FIRST = new EpochResult(1, 0.5, 0.9, 0.25, 0.75, 0.001, 2, 100);
    private static final EpochResult SECOND = new EpochResult(2, 0.25, 1, Double.NaN, Double.NaN, 1e-7, 2, 100);

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void readsWhatItWrites() throws IOException {
        MetricsCsv metrics = new MetricsCsv(folder.resolve("metrics.csv"), said::add);
        metrics.write(new TrainState(List.of(FIRST, SECOND), 0, 0, 0, 0, 0));
        assertThat(Files.readAllLines(folder.resolve("metrics.csv")))
                .containsExactly(
                        "# schema: 1",
                        HEADER,
                        "1,0.50000000,0.900000,0.25000000,0.750000,0.001,2.000,100.0",
                        "2,0.25000000,1.000000,,,1.0E-7,2.000,100.0");
        assertThat(metrics.read()).containsExactly(FIRST, SECOND);
        assertThat(said).isEmpty();
    }

    @Test
    void readsWhatVersion01Wrote() throws IOException {
        assertThat(of(HEADER + "\n1,0.5,0.9,0.25,0.75,0.001,2.000,100.0\n").read())
                .containsExactly(FIRST);
    }

    @Test
    void readsTheColumnsThatItKnows() throws IOException {
        assertThat(of("# schema: 2\nmemory," + HEADER + ",energy\n5,1,0.5,0.9,0.25,0.75,0.001,2.000,100.0,7\n")
                        .read())
                .containsExactly(FIRST);
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith(folder.resolve("metrics.csv") + " is of schema 2, which a newer mnist wrote; this one, ")
                .endsWith(", knows schema 1; what that has not is left out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "epoch,what\n1,2\n",
                "damaged\n1\n",
                "# schema: one\n" + HEADER + "\n1,0.5,0.9,0.25,0.75,0.001,2.000,100.0\n",
                HEADER + "\n1,x,0.9,,,1,1,1\n",
                HEADER + "\n1,0.5\n",
                HEADER + "\n\"1,0.5,0.9,0.25,0.75,0.001,2.000,100.0\n"
            })
    void refusesWhatNoRunWrites(String text) throws IOException {
        MetricsCsv metrics = of(text);
        assertThatThrownBy(metrics::read)
                .hasMessageContaining("is damaged: ")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.BAD_INPUT);
    }

    private MetricsCsv of(String text) throws IOException {
        return new MetricsCsv(Files.writeString(folder.resolve("metrics.csv"), text), said::add);
    }
}
