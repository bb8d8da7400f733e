package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Failure;
import org.mnist.data.Images;
import org.mnist.engine.Predictor;
import org.mnist.testing.DrawnDigits;
import org.mnist.testing.FunctionPredictor;
import org.mnist.testing.MnistForm;
import org.mnist.vision.Recogniser.Reading;

/** The second network is one whose opinion is known: how bright the image is as a whole. */
class RecogniserTest {
    private static final Images SAMPLE = DrawnDigits.SAMPLE;

    private static final Predictor READER = FunctionPredictor.pixels(14 * MnistForm.SIDE + 9);

    private static final Predictor DETECTOR = new FunctionPredictor((pixels, label) -> {
        float[] answer = new float[MnistForm.CLASSES];
        for (float pixel : pixels) {
            answer[0] += pixel / MnistForm.PIXELS;
        }
        return answer;
    });

    private static Recogniser recogniser(double refused) {
        return new Recogniser(READER, MnistForm.SHAPE, DETECTOR, SAMPLE, refused);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.05, 0.2})
    void noMoreRealDigitsAreRefusedThanWasAskedFor(double share) {
        List<Reading> readings = recogniser(share).read(SAMPLE);
        double refused = readings.stream().filter(Reading::refused).count() / (double) readings.size();
        assertThat(refused).isLessThanOrEqualTo(share).isGreaterThanOrEqualTo(0.8 * share);
        double least = readings.stream()
                .filter(reading -> !reading.refused())
                .mapToDouble(Reading::likeness)
                .min()
                .orElseThrow();
        assertThat(readings).filteredOn(Reading::refused).allMatch(reading -> reading.likeness() < least);
    }

    /** However sure the first network is. */
    @Test
    void whatIsNoDigitIsRefused() {
        byte[] faint = new byte[MnistForm.PIXELS];
        faint[14 * MnistForm.SIDE + 12] = (byte) 255;
        Images images = MnistForm.images(faint, new byte[1]);
        Reading reading = recogniser(0.01).read(images).get(0);
        assertThat(reading.likeness()).isCloseTo(1.0 / MnistForm.PIXELS, within(1e-6));
        assertThat(reading.digit()).isNull();
        assertThat(reading.sign()).isEqualTo("?");
        assertThat(reading.closest()).isEqualTo(3);
        assertThat(reading.probability()).isEqualTo(1);
        assertThat(recogniser(0).read(images).get(0).digit()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 0.51, Double.NaN})
    void aShareIsFromNothingToAHalf(double share) {
        assertThatThrownBy(() -> Recogniser.checkRefused(share))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("valid are numbers from 0 to 0.5");
    }
}
