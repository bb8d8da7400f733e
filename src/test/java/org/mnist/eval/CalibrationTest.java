package org.mnist.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures worked out by hand. */
class CalibrationTest {
    /** Two classes: four images at 0.55, of which two are right, and one at 0.95 and one at 1, both right. */
    @Test
    void theErrorIsTheMeanDistanceOfTheBins() {
        float[] probabilities = {0.55f, 0.45f, 0.55f, 0.45f, 0.55f, 0.45f, 0.55f, 0.45f, 0.05f, 0.95f, 0, 1};
        int[] labels = {0, 0, 1, 1, 1, 1};
        Calibration calibration =
                EvalResult.of(probabilities, 2, i -> labels[i]).calibration();
        assertThat(calibration.bins()).isEqualTo(15);
        assertThat(calibration.ece()).isCloseTo((4 * 0.05 + 2 * 0.025) / 6, within(1e-6));
        assertThat(calibration.confidence()).isCloseTo((4 * 0.55 + 1.95) / 6, within(1e-6));
        List<Calibration.Bin> filled = calibration.filled();
        assertThat(filled).hasSize(2);
        assertThat(filled.get(0).low()).isEqualTo(8 / 15.0);
        assertThat(filled.get(0).high()).isEqualTo(9 / 15.0);
        assertThat(filled.get(0).images()).isEqualTo(4);
        assertThat(filled.get(0).accuracy()).isEqualTo(0.5);
        assertThat(filled.get(0).confidence()).isCloseTo(0.55, within(1e-6));
        assertThat(filled.get(1).high()).isEqualTo(1);
        assertThat(filled.get(1).images()).as("1 is in the last bin").isEqualTo(2);
        assertThat(filled.get(1).accuracy()).isEqualTo(1);
    }

    @Test
    void aModelThatIsRightAsOftenAsItIsSureHasNoError() {
        Calibration.Counter counter = new Calibration.Counter();
        for (int i = 0; i < 100; i++) {
            counter.add(0.75, i < 75);
        }
        assertThat(counter.counted().ece()).isCloseTo(0, within(1e-9));
    }

    @Test
    void aConfidenceThatIsNoneIsNoFault() {
        Calibration.Counter counter = new Calibration.Counter();
        counter.add(Double.NaN, false);
        counter.add(1.0000001, true);
        assertThat(counter.counted().filled())
                .extracting(Calibration.Bin::images)
                .containsExactly(1, 1);
    }

    @Test
    void whatIsNoShareIsRefused() {
        assertThatThrownBy(() -> new Calibration(15, 1.5, 0.5, List.of()))
                .hasMessageStartingWith("the calibration error is 1.5");
    }
}
