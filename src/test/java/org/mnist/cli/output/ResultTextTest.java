package org.mnist.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
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
}
