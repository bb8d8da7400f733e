package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.data.Dataset;
import org.mnist.data.DatasetStore;
import org.mnist.data.Images;
import org.mnist.engine.Predictor;
import org.mnist.testing.FunctionPredictor;
import org.mnist.testing.MnistForm;
import org.mnist.vision.Recogniser.Reading;

class RecogniserTest {
    /** Added to a label: the network is to be as sure as ever, but of its other classes it has an odd opinion. */
    private static final int ODDLY = 10;

    private static final Dataset SAMPLE = new DatasetStore(Path.of("unused"), line -> {}).open("sample");

    private static final Predictor SURE = new FunctionPredictor(RecogniserTest::sure);

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.05, 0.2})
    void noMoreRealDigitsAreRefusedThanWasAskedFor(double share) {
        List<Reading> readings = new Recogniser(SURE, SAMPLE, share).read(SAMPLE.test());
        double refused =
                readings.stream().filter(reading -> reading.digit() == null).count() / (double) readings.size();
        assertThat(refused).isLessThanOrEqualTo(share).isGreaterThanOrEqualTo(0.8 * share);
    }

    @Test
    void aSureAnswerIsNotEnough() {
        Recogniser recogniser = new Recogniser(SURE, SAMPLE, 0.01);
        int three = first(3);
        Reading real = recogniser.read(labelled(three, 3)).get(0);
        Reading strange = recogniser.read(labelled(three, 1 + ODDLY)).get(0);
        assertThat(real.digit()).isEqualTo(3);
        assertThat(strange.probability()).isGreaterThan(0.999);
        assertThat(strange.closest()).isEqualTo(1);
        assertThat(strange.likeness()).as("a 3 is not like a 1").isLessThan(real.likeness());
        assertThat(strange.answerLikeness()).isLessThan(real.answerLikeness());
        assertThat(strange.digit()).isNull();
    }

    private static int first(int digit) {
        int i = 0;
        while (SAMPLE.test().label(i) != digit) {
            i++;
        }
        return i;
    }

    /** One test image under another label. */
    private static Images labelled(int i, int label) {
        float[] values = new float[MnistForm.PIXELS];
        SAMPLE.test().copy(i, values, 0);
        byte[] pixels = new byte[MnistForm.PIXELS];
        for (int k = 0; k < pixels.length; k++) {
            pixels[k] = (byte) Math.round(255 * values[k]);
        }
        return MnistForm.images(pixels, new byte[] {(byte) label});
    }

    /** The label, surely, and a little the next digit; how little depends on the picture. */
    private static float[] sure(float[] pixels, int label) {
        double[] logits = new double[MnistForm.CLASSES];
        int digit = label % ODDLY;
        boolean oddly = label >= ODDLY;
        logits[digit] = 12;
        logits[(digit + (oddly ? 5 : 1)) % logits.length] = 3;
        double sum = 0;
        for (int k = 0; k < logits.length; k++) {
            logits[k] += 0.5 * pixels[14 * MnistForm.SIDE + 10 + k];
            sum += Math.exp(logits[k]);
        }
        float[] probabilities = new float[logits.length];
        for (int k = 0; k < logits.length; k++) {
            probabilities[k] = (float) (Math.exp(logits[k]) / sum);
        }
        return probabilities;
    }
}
