package org.mnist.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist.testing.Fixture;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

class GapWarningTest {
    private static List<String> said(double... trainAndValidation) {
        return said("last", trainAndValidation);
    }

    private static List<String> said(String split, double... trainAndValidation) {
        List<String> said = new ArrayList<>();
        GapWarning warning = new GapWarning(Fixture.config("split", split), said::add);
        List<EpochResult> history = new ArrayList<>();
        for (int i = 0; i < trainAndValidation.length; i += 2) {
            double validation = trainAndValidation[i + 1];
            double loss = Double.isNaN(validation) ? validation : 1;
            EpochResult epoch = new EpochResult(i / 2 + 1, 1, trainAndValidation[i], loss, validation, 0.1, 1, 1);
            history.add(epoch);
            warning.onEpoch(epoch, new TrainState(history, 0, 0, 0, 0, 0));
        }
        return said;
    }

    @Test
    void oneLineNamesTheCausesWhereTrainingIsFarAheadFromTheStart() {
        assertThat(said(0.9, 0.2, 0.95, 0.2, 0.991, 0.22, 0.995, 0.2, 0.999, 0.2))
                .singleElement()
                .asString()
                .startsWith(
                        "warning: training accuracy (99.10 %) is far above validation accuracy (22.00 %) from the first")
                .contains("too few images", "split=stratified", "labels", "batch norm");
    }

    @Test
    void aSplitThatIsStratifiedIsNoAdvice() {
        assertThat(said("stratified", 0.9, 0.2, 0.95, 0.2, 0.991, 0.22))
                .singleElement()
                .asString()
                .contains("unlike the others, wrong labels")
                .doesNotContain("split");
    }

    @Test
    void otherwiseNothingIsSaid() {
        assertThat(said(0.9, 0.2, 0.95, 0.2)).isEmpty();
        assertThat(said(0.9, 0.85, 0.95, 0.2, 0.99, 0.2)).isEmpty();
        assertThat(said(0.9, 0.8, 0.95, 0.81, 0.99, 0.85)).isEmpty();
        assertThat(said(0.9, Double.NaN, 0.95, Double.NaN, 0.99, Double.NaN)).isEmpty();
    }
}
