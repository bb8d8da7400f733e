package org.mnist.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist.data.Batch;
import org.mnist.data.Images;
import org.mnist.engine.Predictor;
import org.mnist.eval.EvalResult.Mistake;
import org.mnist.testing.FunctionPredictor;
import org.mnist.testing.MnistForm;

/** The way of images through a predictor and back to their places. */
class EvaluatorTest {
    /** Three batches, the last of which is not full. */
    private static final int COUNT = 2 * Evaluator.BATCH + 30;

    /** Image i shows its number in its first two pixels, and is an i mod 10. */
    private static final Images NUMBERED = numbered();

    private static Images numbered() {
        byte[] pixels = new byte[COUNT * MnistForm.PIXELS];
        byte[] labels = new byte[COUNT];
        for (int i = 0; i < COUNT; i++) {
            pixels[i * MnistForm.PIXELS] = (byte) (i % 10);
            pixels[i * MnistForm.PIXELS + 1] = (byte) (i / 10);
            labels[i] = (byte) (i % 10);
        }
        return MnistForm.images(pixels, labels);
    }

    private static int number(float[] pixels) {
        return Math.round(255 * pixels[0]) + 10 * Math.round(255 * pixels[1]);
    }

    /** Answers with the digit, but takes each image whose number is divisible by 50 for the next digit. */
    private static float[] mostlyRight(float[] pixels, int label) {
        float[] answer = new float[MnistForm.CLASSES];
        int number = number(pixels);
        answer[(number + (number % 50 == 0 ? 1 : 0)) % 10] = 0.6f + number / 1000f;
        return answer;
    }

    private static final FunctionPredictor MOSTLY_RIGHT = new FunctionPredictor(EvaluatorTest::mostlyRight);

    @Test
    void everyImageHasItsOwnProbabilitiesInItsPlace() {
        float[] probabilities = Evaluator.probabilities(MOSTLY_RIGHT, NUMBERED);
        assertThat(probabilities).hasSize(COUNT * MnistForm.CLASSES);
        for (int i = 0; i < COUNT; i++) {
            int expected = (i + (i % 50 == 0 ? 1 : 0)) % 10;
            for (int digit = 0; digit < MnistForm.CLASSES; digit++) {
                assertThat(probabilities[i * MnistForm.CLASSES + digit])
                        .as("image %d, digit %d", i, digit)
                        .isEqualTo(digit == expected ? 0.6f + i / 1000f : 0);
            }
        }
    }

    @Test
    void oneByOneGivesTheSame() {
        Sizes batched = new Sizes();
        Sizes single = new Sizes();
        assertThat(Evaluator.oneByOne(single, NUMBERED)).isEqualTo(Evaluator.probabilities(batched, NUMBERED));
        assertThat(batched.sizes).containsExactly(100, 100, 30);
        assertThat(single.sizes).hasSize(COUNT).containsOnly(1);
    }

    /** Remembers how many images came at a time. */
    private static final class Sizes implements Predictor {
        private final List<Integer> sizes = new ArrayList<>();

        @Override
        public String name() {
            return MOSTLY_RIGHT.name();
        }

        @Override
        public int classes() {
            return MnistForm.CLASSES;
        }

        @Override
        public void predict(Batch batch, float[] probabilities, int offset) {
            sizes.add(batch.size());
            MOSTLY_RIGHT.predict(batch, probabilities, offset);
        }

        @Override
        public void close() {}
    }

    @Test
    void allImagesAreScored() {
        EvalResult result = Evaluator.evaluate(MOSTLY_RIGHT, NUMBERED);
        assertThat(result.images()).isEqualTo(COUNT);
        assertThat(result.mistakes()).extracting(Mistake::image).containsExactly(200, 150, 100, 50, 0);
        assertThat(result.accuracy()).isEqualTo((COUNT - 5.0) / COUNT);
    }

    /** The place of a mistake is the one among the chosen images. */
    @Test
    void chosenImagesAreScoredInTheirOrder() {
        int[] chosen = {7, 100, 3, 50, 9};
        EvalResult result = Evaluator.evaluate(MOSTLY_RIGHT, NUMBERED, chosen);
        assertThat(result.images()).isEqualTo(chosen.length);
        assertThat(result.accuracy()).isEqualTo(3.0 / 5);
        assertThat(result.mistakes()).extracting(Mistake::image).containsExactly(1, 3);
        assertThat(Arrays.stream(result.confusion().counts()[0]).sum()).isEqualTo(2);
    }
}
