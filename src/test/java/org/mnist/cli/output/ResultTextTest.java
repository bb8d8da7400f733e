package org.mnist.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.experiment.RunResult;
import org.mnist.testing.FinishedRun;

/** Every number of the text is one of the result. */
class ResultTextTest {
    private static List<List<String>> rows(String text) {
        return text.lines()
                .filter(line -> line.contains("epoch "))
                .map(line -> List.of(line.strip().split(" {2,}")))
                .toList();
    }

    @Test
    void chosenAndLastHaveTheirOwnFigures() {
        String text = ResultText.of(FinishedRun.result());
        assertThat(text).startsWith("SAMPLE: mlp, seed 17: test accuracy 97.12 % on all 1,000 images\n");
        assertThat(rows(text))
                .containsExactly(
                        List.of("chosen by validation", "epoch 2", "97.12 %", "0.1234", "29"),
                        List.of("last", "epoch 3", "96.34 %", "0.2345", "37"));
        assertThat(text)
                .contains("trained in 1 min 23 s by onednn: 43,165 images/s, 2.0 % of it waiting for images\n")
                .endsWith("tested at 250,000 images/s");
    }

    @Test
    void withoutValidationThereIsTheLastEpochAlone() {
        String text = ResultText.of(FinishedRun.unvalidated());
        assertThat(text).startsWith("SAMPLE: mlp, seed 17: test accuracy 96.34 % on all 1,000 images\n");
        assertThat(rows(text)).containsExactly(List.of("last", "epoch 3", "96.34 %", "0.2345", "37"));
    }

    /** One of two classes has 70 of 100 images: whoever names it always is right as often. */
    @ParameterizedTest
    @CsvSource({"70, true", "69, true", "71, false"})
    void whatIsNoBetterThanNamingTheCommonestClassIsSaid(int correct, boolean said) {
        int first = Math.min(correct, 70);
        RunResult.Test test = new RunResult.Test(
                100,
                correct / 100.0,
                0.5,
                List.of(List.of(first, 70 - first), List.of(30 - (correct - first), correct - first)),
                List.of(
                        new RunResult.PerClass(0, "a", 70, null, null, null),
                        new RunResult.PerClass(1, "b", 30, null, null, null)));
        RunResult.Scored scored = new RunResult.Scored(2, 0.9, 0.1, test);
        RunResult result = FinishedRun.with(
                FinishedRun.result(),
                "best",
                scored,
                "last",
                scored,
                "mistakes",
                List.of(),
                "wrong",
                null,
                "diagnosis",
                null);
        assertThat(ResultText.chance(result).isPresent()).isEqualTo(said);
    }
}
