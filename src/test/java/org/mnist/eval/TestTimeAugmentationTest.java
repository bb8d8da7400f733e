package org.mnist.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.mnist.config.TrainConfig;
import org.mnist.data.Augmenter;
import org.mnist.data.Images;
import org.mnist.testing.Fixture;
import org.mnist.testing.FunctionPredictor;
import org.mnist.testing.MnistForm;

class TestTimeAugmentationTest {
    private static final Images IMAGES = MnistForm.images(pixels(), new byte[3]);
    private static final TrainConfig CONFIG =
            Fixture.config("augmentation.rotation", "30", "augmentation.cutout", "28", "seed", "7");

    private static final FunctionPredictor BRIGHTNESS = FunctionPredictor.pixels(400);

    @Test
    void areAveraged() {
        float[] seen = TestTimeAugmentation.of(3, CONFIG).probabilities(BRIGHTNESS, IMAGES);
        double[] expected = new double[30];
        float[] pixels = new float[MnistForm.PIXELS];
        for (int i = 0; i < 3; i++) {
            for (int view = 0; view < 3; view++) {
                if (view == 0) {
                    IMAGES.copy(i, pixels, 0);
                } else {
                    new Augmenter(CONFIG.augmentation().withoutCutout(), 7, view, MnistForm.SHAPE)
                            .copy(IMAGES, i, pixels, 0);
                }
                for (int c = 0; c < 10; c++) {
                    expected[10 * i + c] += pixels[400 + c] / 3;
                }
            }
        }
        for (int k = 0; k < 30; k++) {
            assertThat((double) seen[k]).isCloseTo(expected[k], within(1e-6));
        }
    }

    @Test
    void oneViewIsTheImageAsItIs() {
        assertThat(TestTimeAugmentation.ONE.probabilities(BRIGHTNESS, IMAGES))
                .isEqualTo(Evaluator.probabilities(BRIGHTNESS, IMAGES))
                .isNotEqualTo(TestTimeAugmentation.of(2, CONFIG).probabilities(BRIGHTNESS, IMAGES));
    }

    private static byte[] pixels() {
        byte[] pixels = new byte[3 * MnistForm.PIXELS];
        for (int k = 0; k < pixels.length; k++) {
            pixels[k] = (byte) (k * 37 % 251);
        }
        return pixels;
    }
}
