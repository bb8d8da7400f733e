package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Failure;
import org.mnist.data.Images;
import org.mnist.engine.Predictor;
import org.mnist.eval.TestTimeAugmentation;
import org.mnist.testing.DrawnDigits;
import org.mnist.testing.FunctionPredictor;
import org.mnist.testing.MnistForm;
import org.mnist.vision.Recogniser.Reading;

/** Both networks are ones whose opinion is known: how bright ten pixels are, and how bright the first pixel is. */
class RecogniserTest {
    private static final int FIRST = 14 * MnistForm.SIDE + 9;

    private static final Predictor READER = FunctionPredictor.pixels(FIRST);

    private static final Predictor DETECTOR = FunctionPredictor.pixels(0);

    private static Recogniser recogniser(double refusal) {
        return new Recogniser(READER, MnistForm.SHAPE, DETECTOR, refusal, TestTimeAugmentation.ONE);
    }

    /** An image that is so likely to be a digit, and to be a three. */
    private static byte[] three(double likeness, double probability) {
        byte[] image = new byte[MnistForm.PIXELS];
        image[0] = (byte) Math.round(255 * likeness);
        image[FIRST + 3] = (byte) Math.round(255 * probability);
        return image;
    }

    @ParameterizedTest
    @CsvSource({
        "0.6, 0.6, 0.35, 3",
        "0.6, 0.5, 0.35, ?",
        "0.3, 1, 0.35, ?",
        "1, 0.3, 0.35, ?",
        "0.6, 0.5, 0.2, 3",
        "0, 0, 0, 0",
        "1, 1, 1, ?"
    })
    void whatIsTooUncertainIsRefused(double likeness, double probability, double refusal, String sign) {
        Reading reading = recogniser(refusal)
                .read(MnistForm.images(three(likeness, probability), new byte[1]))
                .get(0);
        assertThat(reading.sign()).isEqualTo(sign);
        assertThat(reading.refused()).isEqualTo(sign.equals(Recogniser.REFUSED));
        assertThat(reading.likeness()).isCloseTo(likeness, within(0.002));
        assertThat(reading.probability()).isCloseTo(probability, within(0.002));
        assertThat(reading.certainty()).isCloseTo(likeness * probability, within(0.003));
        assertThat(reading.closest()).isEqualTo(probability == 0 ? 0 : 3);
    }

    /** The reader of a moved image sees other pixels: seen as by several hands, a dot is a little of all digits near it. */
    @Test
    void bothNetworksSeeAnImageAsManyHandsWroteIt() {
        Images image = MnistForm.images(three(1, 1), new byte[1]);
        Reading reading = new Recogniser(READER, MnistForm.SHAPE, DETECTOR, 0, Recogniser.HANDS)
                .read(image)
                .get(0);
        assertThat(reading.closest()).isEqualTo(3);
        assertThat(reading.probability()).isBetween(1.0 / 16, 0.7);
        assertThat(reading.probability(2) + reading.probability(4)).isGreaterThan(0.02);
        assertThat(reading.likeness()).isBetween(1.0 / 16, 0.5);
    }

    @Test
    void whatLiesBesideAnImageChangesNothing() {
        Recogniser recogniser = new Recogniser(READER, MnistForm.SHAPE, DETECTOR, 0, Recogniser.HANDS);
        List<Reading> together = recogniser.read(DrawnDigits.SAMPLE);
        for (int i = 0; i < 20; i++) {
            Images alone = MnistForm.images(DrawnDigits.SAMPLE.bytes(i), new byte[1]);
            assertThat(recogniser.read(alone)).containsExactly(together.get(i));
        }
    }

    /** The cut whose halves are most certain, if they are more so than the whole; a point stays one. */
    @ParameterizedTest
    @CsvSource({"0.6, 33", "0.9, 3"})
    void aPieceIsCutWhereItsHalvesAreDigitsMoreSurely(double whole, String digits) {
        Box box = new Box(10, 20, 90, 60);
        Photo photo = new Photo(
                new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB),
                1,
                List.of(new Box(0, 0, 5, 5), box, new Box(110, 70, 9, 9), new Box(130, 20, 40, 60)),
                DigitForm.images(List.of(three(0.2, 1), three(1, whole), three(1, 1), three(1, 1))),
                Set.of(2),
                List.of(cut(40, 0.6, 1), cut(50, 0.9, 0.8), cut(60, 1, 0.7)));
        Photo read = recogniser(0.35).cut(photo);
        assertThat(Reading.signs(recogniser(0.35).read(read))).isEqualTo("?" + digits + "?3");
        assertThat(Reading.signs(recogniser(0).read(read))).isEqualTo("3" + digits + "?3");
        assertThat(read.boxes().subList(1, 1 + digits.length()))
                .isEqualTo(whole > 0.8 ? List.of(box) : List.of(new Box(10, 20, 50, 60), new Box(60, 20, 40, 60)));
    }

    @Test
    void aPieceThatIsNoDigitIsNoPairEither() {
        Photo photo = new Photo(
                new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB),
                1,
                List.of(new Box(0, 0, 5, 5), new Box(10, 20, 90, 60)),
                DigitForm.images(List.of(three(1, 1), three(0.1, 1))),
                Set.of(),
                List.of(cut(40, 0.45, 0.9)));
        assertThat(recogniser(0.35).cut(photo).boxes()).isEqualTo(photo.boxes());
    }

    private static Photo.Cut cut(int at, double left, double right) {
        return new Photo.Cut(
                1,
                List.of(new Box(10, 20, at, 60), new Box(10 + at, 20, 90 - at, 60)),
                DigitForm.images(List.of(three(1, left), three(right, 1))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void aCertaintyIsFromNothingToOne(double certainty) {
        assertThatThrownBy(() -> Recogniser.checkRefusal(certainty))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("valid are numbers from 0 to 1, such as 0.35");
    }
}
