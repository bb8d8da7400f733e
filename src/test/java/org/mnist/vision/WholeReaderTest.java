package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist.data.Batch;
import org.mnist.data.Batches;
import org.mnist.data.Images;
import org.mnist.engine.Predictor;
import org.mnist.network.Shape;
import org.mnist.network.Task;
import org.mnist.picture.Picture;
import org.mnist.testing.NoiseImages;

/** A picture goes to the network as a whole, and its class goes by name. */
class WholeReaderTest {
    private static final Task TASK = new Task(3, 8, 16, List.of("red", "green", "blue"));

    /** Says how much there is of each colour. */
    private static final Predictor COLOURS = new Predictor() {
        @Override
        public String name() {
            return "colours";
        }

        @Override
        public int classes() {
            return 3;
        }

        @Override
        public void predict(Batch batch, float[] probabilities, int offset) {
            assertThat(batch.image()).isEqualTo(TASK.image());
            for (int i = 0; i < 3 * batch.size(); i++) {
                float sum = 0;
                for (int k = 0; k < 128; k++) {
                    sum += batch.images()[128 * i + k];
                }
                probabilities[offset + i] = sum / 128;
            }
        }

        @Override
        public void close() {}
    };

    private static WholePicture scaled(boolean inverted) {
        int rgb = 0x33cc66;
        BufferedImage picture = new BufferedImage(70, 50, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 70 * 50; i++) {
            picture.setRGB(i % 70, i / 70, rgb);
        }
        return new WholeReader(COLOURS, TASK, inverted).scaled(new Picture(picture, 1, false));
    }

    @Test
    void aReaderTellsWhetherItInverts() {
        assertThat(new WholeReader(COLOURS, TASK, true).inverts()).isTrue();
        assertThat(new WholeReader(COLOURS, TASK, false).inverts()).isFalse();
    }

    @Test
    void guessesAreByNameTheMostProbableFirst() {
        WholeReader.Answer answer =
                new WholeReader(COLOURS, TASK, false).read(scaled(false).seen());
        assertThat(answer.guesses()).extracting(WholeReader.Guess::name).containsExactly("green", "blue", "red");
        assertThat(answer.guesses()).extracting(WholeReader.Guess::label).containsExactly(1, 2, 0);
        assertThat(answer.guesses())
                .extracting(guess -> Math.round(1000 * guess.probability()))
                .containsExactly(800L, 400L, 200L);
        assertThat(answer.best().name()).isEqualTo("green");
        assertThat(answer.seen().count()).isEqualTo(1);
        assertThat(answer.seen().image()).isEqualTo(TASK.image());
        assertThat(answer.seen().at(0, 5)).isEqualTo(0x33);
        assertThat(answer.seen().at(0, 128)).isEqualTo(0xcc);
    }

    @Test
    void invertedLightIsDark() {
        WholeReader.Answer answer =
                new WholeReader(COLOURS, TASK, true).read(scaled(true).seen());
        assertThat(answer.guesses()).extracting(WholeReader.Guess::name).containsExactly("red", "blue", "green");
        assertThat(answer.seen().at(0, 0)).isEqualTo(0xcc);
        assertThat(answer.seen().at(0, 383)).isEqualTo(0x99);
    }

    /** Digits found in a picture are brought to the size that a network of digits takes. */
    @Test
    void aNetworkOfLargerDigitsGetsThemScaled() {
        float[][] seen = new float[2][];
        Predictor network = new Predictor() {
            @Override
            public String name() {
                return "larger";
            }

            @Override
            public int classes() {
                return 10;
            }

            @Override
            public void predict(Batch batch, float[] probabilities, int offset) {
                assertThat(batch.image()).isEqualTo(Shape.maps(1, 56, 28));
                for (int i = 0; i < batch.size(); i++) {
                    seen[i] = Arrays.copyOfRange(batch.images(), i * 1568, (i + 1) * 1568);
                    probabilities[offset + 10 * i + 4 + i] = 1;
                }
            }

            @Override
            public void close() {}
        };
        Images digits = NoiseImages.of(2);
        float[] probabilities = new float[25];
        Batch batch = Batches.inOrder(digits, 2).get(0);
        new FittedPredictor(network, Shape.maps(1, 56, 28)).predict(batch, probabilities, 5);
        assertThat(probabilities[5 + 4]).isEqualTo(1);
        assertThat(probabilities[5 + 10 + 5]).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            for (int k = 0; k < 1568; k++) {
                assertThat(seen[i][k]).isEqualTo(batch.images()[784 * i + k / 56 * 28 + k % 28]);
            }
        }
    }
}
