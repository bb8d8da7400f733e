package org.mnist.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist.testing.FinishedRun;

/** The places of wrong images that a result keeps are those that its confusion matrix counts. */
class RunResultTest {
    @Test
    void theWrongImagesAreInRisingOrderAndOfTheTest() {
        assertThat(FinishedRun.wrong(0.98, List.of(0, 3, 999)).wrong()).containsExactly(0, 3, 999);
        for (List<Integer> wrong : List.of(List.of(5, 3), List.of(3, 3), List.of(-1, 3), List.of(3, 1000))) {
            assertThatThrownBy(() -> FinishedRun.wrong(0.98, wrong))
                    .as(wrong.toString())
                    .hasMessage("the wrong images are not in rising order, or are not of the 1000");
        }
    }

    @Test
    void thereAreAsManyAsWereCounted() {
        RunResult result = FinishedRun.wrong(0.98, List.of(1, 2, 3));
        assertThatThrownBy(() -> listing(result, List.of(1, 2))).hasMessage("2 of 3 wrong images are listed");
        assertThat(listing(result, null).wrong()).as("as in older runs").isNull();
    }

    private static RunResult listing(RunResult r, List<Integer> wrong) {
        return new RunResult(
                r.arch(),
                r.data(),
                r.sample(),
                r.seed(),
                r.ended(),
                r.epochs(),
                r.parameters(),
                r.trainable(),
                r.valImages(),
                r.best(),
                r.last(),
                r.mistakes(),
                wrong,
                r.diagnosis(),
                r.trainSeconds(),
                r.trainImagesPerSecond(),
                r.waitingShare(),
                r.testImagesPerSecond(),
                r.engine(),
                r.hardware(),
                r.folder());
    }
}
