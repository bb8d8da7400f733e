package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist.data.Images;
import org.mnist.testing.MnistForm;
import org.mnist.testing.NoiseImages;
import org.mnist.vision.Box;
import org.mnist.vision.Recogniser.Guess;
import org.mnist.vision.Recogniser.Reading;

/** Each figure of the answer is that of its own digit. */
class PredictResponseTest {
    private static final double[] SIX = {0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.6, 0.07, 0.08, 0.04};
    private static final double[] HARDLY_A_ONE = {0.1, 0.5, 0.4, 0, 0, 0, 0, 0, 0, 0};
    private static final List<Box> BOXES = List.of(new Box(1, 2, 3, 4), new Box(5, 6, 7, 8));
    private static final Images DIGITS = NoiseImages.of(2);

    private static Reading reading(double[] probabilities, double likeness, boolean refused) {
        List<Guess> guesses = new ArrayList<>();
        for (int digit = 0; digit < probabilities.length; digit++) {
            guesses.add(new Guess(digit, probabilities[digit]));
        }
        guesses.sort(Comparator.comparingDouble(Guess::probability).reversed());
        return new Reading(
                guesses, likeness, refused ? null : (Integer) guesses.get(0).digit());
    }

    @Test
    void digitsHaveTheirOwnFiguresPlacesAndPixels() {
        PredictResponse response =
                PredictResponse.of(BOXES, DIGITS, List.of(reading(SIX, 0.9, false), reading(HARDLY_A_ONE, 0.3, true)));
        assertThat(response.text()).isEqualTo("6?");
        assertThat(response.digits()).hasSize(2);
        PredictResponse.Digit six = response.digits().get(0);
        assertThat(six.digit()).isEqualTo(6);
        assertThat(six.closest()).isEqualTo(6);
        assertThat(six.probability()).isEqualTo(0.6);
        assertThat(six.likeness()).isEqualTo(0.9);
        assertThat(six.probabilities()).containsExactly(0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.6, 0.07, 0.08, 0.04);
        PredictResponse.Digit refused = response.digits().get(1);
        assertThat(refused.digit()).isNull();
        assertThat(refused.closest()).isEqualTo(1);
        assertThat(refused.probability()).isEqualTo(0.5);
        assertThat(refused.likeness()).isEqualTo(0.3);
        for (int i = 0; i < 2; i++) {
            assertThat(response.digits().get(i).box()).isEqualTo(BOXES.get(i));
            byte[] pixels = Base64.getDecoder().decode(response.digits().get(i).pixels());
            float[] expected = new float[MnistForm.PIXELS];
            DIGITS.copy(i, expected, 0);
            assertThat(pixels).hasSize(expected.length);
            for (int k = 0; k < pixels.length; k++) {
                assertThat(pixels[k] & 0xff).isEqualTo(Math.round(255 * expected[k]));
            }
        }
    }
}
