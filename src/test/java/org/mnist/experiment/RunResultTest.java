package org.mnist.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist.eval.Calibration;
import org.mnist.eval.EvalResult;
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

    private static RunResult listing(RunResult result, List<Integer> wrong) {
        return FinishedRun.with(result, "wrong", wrong);
    }

    /** Who alters a file may write anything into it, and a page would be drawn of it. */
    @Test
    void whatIsListedIsOfItAndHasAnEnd() {
        RunResult result = FinishedRun.result();
        RunResult.Scored late = new RunResult.Scored(50, 0.9, 0.1, result.best().test());
        assertThatThrownBy(() -> FinishedRun.with(result, "best", late))
                .hasMessage("its models are of epochs 50 and 3, and it has 3");
        assertThatThrownBy(() -> FinishedRun.with(result, "last", late))
                .hasMessage("its models are of epochs 2 and 50, and it has 3");
        EvalResult.Mistake mistake = result.mistakes().get(0);
        assertThatThrownBy(() -> FinishedRun.with(result, "mistakes", Collections.nCopies(41, mistake)))
                .hasMessage("it lists 41 mistakes");
        Diagnosis of = FinishedRun.DIAGNOSIS;
        assertThatThrownBy(() -> FinishedRun.with(
                        result,
                        "diagnosis",
                        new Diagnosis(of.calibration(), of.pairs(), Collections.nCopies(41, mistake))))
                .hasMessage("its diagnosis lists 2 pairs and 41 images");
        EvalResult.Mistake none = new EvalResult.Mistake(1, 4, 4, 0.9);
        assertThatThrownBy(() -> FinishedRun.with(
                        result, "diagnosis", new Diagnosis(of.calibration(), of.pairs(), List.of(none))))
                .hasMessage("its diagnosis lists an image that was read as its label says");
        assertThatThrownBy(() -> new RunResult.PerClass(1, "x".repeat(101), 1, null, null, null))
                .hasMessage("a class has a name of 101 characters; up to 100 are supported");
        Calibration.Bin bin = of.calibration().filled().get(0);
        assertThatThrownBy(() -> new Calibration(15, 0.1, 0.9, List.of(bin, bin)))
                .hasMessage("the bins are not in rising order");
        assertThatThrownBy(() -> new Calibration.Bin(0.5, 0.5, 1, 0.5, 0.5))
                .hasMessage("a bin begins at 0.5 and ends at 0.5");
    }
}
