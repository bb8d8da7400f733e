package org.mnist.eval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mnist.testing.MnistForm;

class ConfusionMatrixTest {
    /** Five twos, of which three are seen as twos and two as sevens; four sevens, of which one is seen as a two. */
    private static ConfusionMatrix twosAndSevens() {
        ConfusionMatrix matrix = new ConfusionMatrix(MnistForm.CLASSES);
        add(matrix, 2, 2, 3);
        add(matrix, 2, 7, 2);
        add(matrix, 7, 7, 3);
        add(matrix, 7, 2, 1);
        return matrix;
    }

    private static void add(ConfusionMatrix matrix, int actual, int predicted, int times) {
        for (int i = 0; i < times; i++) {
            matrix.add(actual, predicted);
        }
    }

    @Test
    void rowsAreActualAndColumnsPredicted() {
        int[][] counts = twosAndSevens().counts();
        assertThat(counts[2]).containsExactly(0, 0, 3, 0, 0, 0, 0, 2, 0, 0);
        assertThat(counts[7]).containsExactly(0, 0, 1, 0, 0, 0, 0, 3, 0, 0);
        assertThat(twosAndSevens().correct()).isEqualTo(6);
    }

    @Test
    void precisionIsOfWhatWasTakenForADigitAndRecallOfWhatIsOne() {
        assertThat(twosAndSevens().precision(2)).hasValue(3.0 / 4);
        assertThat(twosAndSevens().precision(7)).hasValue(3.0 / 5);
        assertThat(twosAndSevens().recall(2)).hasValue(3.0 / 5);
        assertThat(twosAndSevens().recall(7)).hasValue(3.0 / 4);
    }

    @Test
    void whatNeverOccursScoresZero() {
        assertThat(twosAndSevens().precision(0)).isEmpty();
        assertThat(twosAndSevens().recall(0)).isEmpty();
    }

    @Test
    void countsAreACopy() {
        ConfusionMatrix matrix = twosAndSevens();
        matrix.counts()[2][7] = 99;
        assertThat(matrix.counts()[2][7]).isEqualTo(2);
    }
}
