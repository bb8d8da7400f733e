package org.mnist.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.base.Failure;
import org.mnist.data.Batch;
import org.mnist.data.Batches;
import org.mnist.engine.Predictor;
import org.mnist.testing.NoiseImages;

/** What a damaged or crafted model answers is an answer, or is refused. */
class DistributionsOnlyTest {
    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5, NaN, NaN",
        "0, 1, Infinity, Infinity",
        "0, 1, -0.25, -0.25",
        "0.5, 0.25, 0.5, probabilities that add up to 0.750",
        "0.5, 0.5, 0.502, probabilities that add up to 1.00",
        "0, 0, 0, probabilities that add up to 0.00",
    })
    void whatIsNoDistributionIsRefusedWhereverItStands(float first, float second, float spoilt, String said) {
        float[] answers = {first, 1 - first, spoilt, second};
        assertThatThrownBy(() -> predict(answers))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_INPUT))
                .hasMessageStartingWith("model.zip answers " + said);
    }

    @Test
    void distributionsAreLeftAsTheyAre() {
        float[] answers = {0.1f, 0.9f, 1, 0};
        assertThat(predict(answers)).containsExactly(-1, 0.1f, 0.9f, 1, 0, -1);
        float[] nearly = {0.1f, 0.9004f, 0.9996f, 0};
        assertThat(predict(nearly)).as("rounded, as by bfloat16").containsExactly(-1, 0.1f, 0.9004f, 0.9996f, 0, -1);
    }

    /** Predicts two images of two classes into the middle of an array that is −1 around them. */
    private static float[] predict(float[] answers) {
        float[] into = {-1, 0, 0, 0, 0, -1};
        try (Predictor predictor = new DistributionsOnly(new Answering(answers), Path.of("model.zip"))) {
            predictor.predict(Batches.inOrder(NoiseImages.of(2), 2).get(0), into, 1);
        }
        return into;
    }

    private static final class Answering implements Predictor {
        private final float[] answers;

        Answering(float... answers) {
            this.answers = answers.clone();
        }

        @Override
        public String name() {
            return "answering";
        }

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public void predict(Batch batch, float[] probabilities, int offset) {
            System.arraycopy(answers, 0, probabilities, offset, answers.length);
        }

        @Override
        public void close() {}
    }
}
