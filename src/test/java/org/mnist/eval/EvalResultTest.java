package org.mnist.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EvalResultTest {
    @Test
    void scoresProbabilities() {
        float[] probabilities = new float[30];
        probabilities[3] = 0.5f;
        probabilities[4] = 0.25f;
        probabilities[10 + 9] = 1f;
        probabilities[20] = 1f;
        EvalResult result = EvalResult.of(probabilities, i -> new int[] {3, 9, 5}[i]);
        assertThat(result.images()).isEqualTo(3);
        assertThat(result.accuracy()).isEqualTo(2.0 / 3);
        assertThat(result.loss()).isCloseTo((Math.log(2) + 0 + 10 * Math.log(10)) / 3, within(1e-9));
        assertThat(result.confusion().counts()[5][0]).isEqualTo(1);
        assertThat(result.confusion().recall(5)).isZero();
        assertThat(result.confusion().recall(3)).isEqualTo(1);
        assertThat(result.confusion().precision(0)).isZero();
        assertThat(result.confusion().precision(7)).isZero();
    }

    @Test
    void aLossThatIsNoNumberStaysOne() {
        float[] probabilities = new float[10];
        Arrays.fill(probabilities, Float.NaN);
        assertThat(EvalResult.of(probabilities, i -> 1).loss()).isNaN();
    }
}
