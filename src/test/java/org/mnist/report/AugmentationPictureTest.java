package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.mnist.config.Augmentation;
import org.mnist.data.Augmenter;
import org.mnist.data.Images;
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
        Sheet sheet = new Sheet(AugmentationPicture.draw(images, TURNED, 11), Theme.DARK);
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
        Sheet sheet = new Sheet(AugmentationPicture.draw(images, TURNED, 1), Theme.DARK);
        sheet.shows(images, 2, 2, GAP, GAP + 2 * CELL);
        int width = sheet.picture().getWidth();
        for (int y = GAP + 3 * CELL; y < sheet.picture().getHeight(); y++) {
            assertThat(sheet.inRow(y, new Color(0x303030))).isEqualTo(width);
        }
        assertThat(sheet.inRow(0, new Color(0x303030))).isEqualTo(width);
    }
}
