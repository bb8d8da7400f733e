package org.mnist.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mnist.data.Images;
import org.mnist.eval.EvalResult.Mistake;
import org.mnist.testing.MnistForm;

class EvalResultTest {
    @Test
    void scoresProbabilities() {
        float[] probabilities = new float[30];
        probabilities[3] = 0.5f;
        probabilities[4] = 0.25f;
        probabilities[10 + 9] = 1f;
        probabilities[20] = 1f;
        EvalResult result = EvalResult.of(probabilities, MnistForm.CLASSES, i -> new int[] {3, 9, 5}[i]);
        assertThat(result.images()).isEqualTo(3);
        assertThat(result.accuracy()).isEqualTo(2.0 / 3);
        assertThat(result.loss()).isCloseTo((Math.log(2) + 0 + 10 * Math.log(10)) / 3, within(1e-9));
        assertThat(result.confusion().counts()[5][0]).isEqualTo(1);
        assertThat(result.confusion().recall(5)).hasValue(0);
        assertThat(result.confusion().recall(3)).hasValue(1);
        assertThat(result.confusion().precision(0)).hasValue(0);
        assertThat(result.confusion().precision(7)).isEmpty();
    }

    @Test
    void aLossThatIsNoNumberStaysOne() {
        float[] probabilities = new float[10];
        Arrays.fill(probabilities, Float.NaN);
        assertThat(EvalResult.of(probabilities, MnistForm.CLASSES, i -> 1).loss())
                .isNaN();
    }

    @Test
    void mistakesComeTheSurestFirstAndEqualOnesInTheirOrder() {
        float[] probabilities = new float[50];
        int[] taken = {1, 2, 3, 4, 5};
        float[] sure = {0.5f, 0.9f, 0.5f, 0.7f, 1f};
        for (int i = 0; i < taken.length; i++) {
            probabilities[10 * i + taken[i]] = sure[i];
        }
        EvalResult result = EvalResult.of(probabilities, MnistForm.CLASSES, i -> i == 4 ? 5 : 0);
        assertThat(result.wrong()).as("in the order of the images").containsExactly(0, 1, 2, 3);
        assertThat(result.mistakes())
                .containsExactly(
                        new Mistake(1, 0, 2, 0.9f),
                        new Mistake(3, 0, 4, 0.7f),
                        new Mistake(0, 0, 1, 0.5f),
                        new Mistake(2, 0, 3, 0.5f));
    }

    /** Of two digits that are as probable, the lower one is the answer. */
    @Test
    void theLowerOfTwoEquallyProbableDigitsIsTheAnswer() {
        float[] probabilities = new float[10];
        probabilities[4] = 0.5f;
        probabilities[6] = 0.5f;
        assertThat(EvalResult.of(probabilities, MnistForm.CLASSES, i -> 4).mistakes())
                .isEmpty();
        assertThat(EvalResult.of(probabilities, MnistForm.CLASSES, i -> 6).mistakes())
                .containsExactly(new Mistake(0, 6, 4, 0.5f));
    }

    /** Labels of which image i is an i, not the next one. */
    @Test
    void imagesBringTheirLabels() {
        float[] probabilities = new float[20];
        probabilities[3] = 1;
        probabilities[10 + 8] = 1;
        Images images = MnistForm.images(new byte[2 * MnistForm.PIXELS], new byte[] {3, 8});
        assertThat(EvalResult.of(probabilities, images).accuracy()).isEqualTo(1);
    }
}
