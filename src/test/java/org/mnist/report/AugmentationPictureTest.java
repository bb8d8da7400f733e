package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.config.Augmentation;
import org.mnist.data.Augmenter;
import org.mnist.data.Images;
import org.mnist.network.Shape;
import org.mnist.testing.Fixture;
import org.mnist.testing.MnistForm;
import org.mnist.testing.NoiseImages;

/** Rows are digits, columns are epochs, and the first column is the image as it is. */
class AugmentationPictureTest {
    private static final int GAP = 3;
    private static final int CELL = 2 * MnistForm.SIDE + GAP;
    private static final Augmentation TURNED =
            Fixture.config("augmentation.rotation", "30").augmentation();

    @Test
    void eachRowIsTheFirstImageOfItsDigitAsEachEpochSeesIt() {
        Images images = NoiseImages.of(40);
        Sheet sheet = new Sheet(AugmentationPicture.draw(images, 10, TURNED, 11), Theme.DARK);
        assertThat(sheet.picture().getWidth()).isEqualTo(GAP + 12 * CELL);
        assertThat(sheet.picture().getHeight()).isEqualTo(GAP + 10 * CELL);
        float[] pixels = new float[MnistForm.PIXELS];
        for (int digit = 0; digit < 10; digit++) {
            sheet.shows(images, digit, 2, GAP, GAP + digit * CELL);
            for (int epoch = 1; epoch < 12; epoch++) {
                new Augmenter(TURNED, 11, epoch, MnistForm.SHAPE).copy(images, digit, pixels, 0);
                sheet.shows(pixels, 2, GAP + epoch * CELL, GAP + digit * CELL);
            }
        }
    }

    @Test
    void aDigitThatNoImageShowsHasAnEmptyRow() {
        Images images = NoiseImages.of(3);
        Sheet sheet = new Sheet(AugmentationPicture.draw(images, 10, TURNED, 1), Theme.DARK);
        sheet.shows(images, 2, 2, GAP, GAP + 2 * CELL);
        assertThat(sheet.picture().getHeight()).isEqualTo(GAP + 10 * CELL);
        int width = sheet.picture().getWidth();
        for (int y = GAP + 3 * CELL; y < sheet.picture().getHeight(); y++) {
            assertThat(sheet.inRow(y, new Color(0x303030))).isEqualTo(width);
        }
        assertThat(sheet.inRow(0, new Color(0x303030))).isEqualTo(width);
    }

    /** Of many classes some are drawn, from the first on at even distances. */
    @Test
    void ofManyClassesSomeAreDrawn() {
        byte[] pixels = new byte[62 * MnistForm.PIXELS];
        new Random(2).nextBytes(pixels);
        Images images =
                new Images(MnistForm.SHAPE, pixels, IntStream.range(0, 62).toArray());
        Sheet sheet = new Sheet(AugmentationPicture.draw(images, 62, TURNED, 1), Theme.DARK);
        assertThat(AugmentationPicture.drawn(62))
                .hasSize(20)
                .startsWith(0, 3, 6, 9, 12, 15)
                .endsWith(58);
        assertThat(sheet.picture().getHeight()).isEqualTo(GAP + 20 * CELL);
        for (int row : new int[] {0, 5, 19}) {
            sheet.shows(images, 62 * row / 20, 2, GAP, GAP + row * CELL);
        }
    }

    /** Large images stand in their own size, small ones larger. */
    @ParameterizedTest
    @CsvSource({"3, 32, 32, 2", "1, 128, 128, 1", "1, 8, 16, 4"})
    void imagesOfOtherShapesAreWhole(int channels, int height, int width, int scale) {
        Shape shape = Shape.maps(channels, height, width);
        byte[] pixels = new byte[2 * shape.size()];
        new Random(3).nextBytes(pixels);
        Images images = new Images(shape, pixels, new int[] {0, 1});
        Sheet sheet = new Sheet(AugmentationPicture.draw(images, 2, Augmentation.NONE, 1), Theme.DARK);
        assertThat(sheet.picture().getWidth()).isEqualTo(GAP + 12 * (scale * width + GAP));
        assertThat(sheet.picture().getHeight()).isEqualTo(GAP + 2 * (scale * height + GAP));
        int plane = channels == 1 ? 0 : height * width;
        for (int column : new int[] {0, 11}) {
            int left = GAP + column * (scale * width + GAP);
            for (int at = 0; at < height * width; at++) {
                assertThat(sheet.at(left + at % width * scale, GAP + at / width * scale))
                        .isEqualTo(new Color(images.at(0, at), images.at(0, plane + at), images.at(0, 2 * plane + at)));
            }
        }
    }
}
