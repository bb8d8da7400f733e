package org.mnist.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mnist.data.DatasetStore;
import org.mnist.data.ReadOptions;
import org.mnist.eval.EvalResult;
import org.mnist.experiment.EnsembleScore;
import org.mnist.experiment.EnsembleScore.Member;
import org.mnist.network.Task;
import org.mnist.testing.MnistForm;
import org.mnist.testing.TextTable;

class EnsembleTableTest {
    private static final List<Member> MEMBERS = List.of(
            new Member("runs/first", "mlp", 1L, 0.9512, 0.94, 0.25),
            new Member("other.zip", null, null, null, 0.9, 0.35));

    /** Ten images, of which seven are right, each with probability a half. */
    private static EvalResult together() {
        float[] probabilities = new float[100];
        for (int i = 0; i < 10; i++) {
            probabilities[10 * i + (i < 7 ? i : 0)] = 0.5f;
            probabilities[10 * i + (i + 1) % 10] += 0.25f;
        }
        return EvalResult.of(probabilities, MnistForm.CLASSES, i -> i);
    }

    @Test
    void membersTheirMeanAndAllTogetherHaveTheirOwnFigures() {
        EvalResult together = together();
        String text = EnsembleTable.of(
                new EnsembleScore(MEMBERS, together),
                new DatasetStore(Path.of("unused"), line -> {})
                        .openTest(DatasetStore.SAMPLE, Task.MNIST, ReadOptions.DEFAULT),
                ", each seen 3 times");
        assertThat(text).startsWith("SAMPLE: 10 test images of sample, each seen 3 times\n\n");
        List<Map<String, String>> rows = TextTable.with("test accuracy", text);
        assertThat(rows)
                .containsExactly(
                        row("runs/first", "95.12 %", "94.00 %", "0.2500"),
                        row("other.zip", "–", "90.00 %", "0.3500"),
                        row("mean of members", "", "92.00 %", ""),
                        row("ensemble", "", "70.00 %", String.format("%.4f", together.loss())));
    }

    private static Map<String, String> row(String model, String validation, String test, String loss) {
        return Map.of("model", model, "validation accuracy", validation, "test accuracy", test, "loss", loss);
    }
}
