package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mnist.config.Augmentation;
import org.mnist.testing.Fixture;
import org.mnist.testing.MnistForm;

class AugmenterTest {
    private static final Images SAMPLE =
            new DatasetStore(Path.of("unused"), line -> {}).open("sample").train();
    private static final String ALL =
            "{rotation: 15, shift: 0.1, zoom: 0.15, shear: 10, elastic: 1, crop: 22, crop-share: 0.1, flip: 0.5, cutout: 6}";

    private static Augmentation augmentation(String settings) {
        return Fixture.config("augmentation", settings).augmentation();
    }

    private static float[] copy(Augmentation augmentation, int epoch, int image) {
        float[] target = new float[MnistForm.PIXELS];
        new Augmenter(augmentation, 3, epoch, MnistForm.SHAPE).copy(SAMPLE, image, target, 0);
        return target;
    }

    private static float[] original(int image) {
        float[] target = new float[MnistForm.PIXELS];
        SAMPLE.copy(image, target, 0);
        return target;
    }

    @Test
    void anImageDependsOnSeedEpochAndItsNumberOnly() {
        Augmentation all = augmentation(ALL);
        float[] alone = copy(all, 5, 17);
        Augmenter augmenter = new Augmenter(all, 3, 5, MnistForm.SHAPE);
        float[] target = new float[2 * MnistForm.PIXELS];
        for (int i = 0; i < 30; i++) {
            augmenter.copy(SAMPLE, 30 - i, target, 0);
        }
        augmenter.copy(SAMPLE, 17, target, MnistForm.PIXELS);
        for (int p = 0; p < MnistForm.PIXELS; p++) {
            assertThat(target[MnistForm.PIXELS + p]).isEqualTo(alone[p]);
        }
        assertThat(copy(all, 6, 17)).isNotEqualTo(alone);
        float[] otherSeed = new float[MnistForm.PIXELS];
        new Augmenter(all, 4, 5, MnistForm.SHAPE).copy(SAMPLE, 17, otherSeed, 0);
        assertThat(otherSeed).isNotEqualTo(alone);
    }

    @Test
    void withoutRangesNothingChanges() {
        Augmentation none = augmentation("{rotation: 0}");
        assertThat(none.changesNothing()).isTrue();
        for (int image = 0; image < 50; image++) {
            assertThat(copy(none, 1, image)).isEqualTo(original(image));
        }
    }

    @Test
    void valuesStayFiniteAndInTheRangeOfTheImage() {
        Augmentation all = augmentation("{rotation: 180, shift: 0.5, zoom: 0.9, shear: 60, elastic: 5, cutout: 28}");
        for (int image = 0; image < 500; image++) {
            for (float value : copy(all, 1, image)) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
    }

    /** The centre of mass moves by the shift that was asked for: uniform within its range. */
    @Test
    void shiftsAreUniform() {
        Augmentation shift = augmentation("{shift: 0.1}");
        double sum = 0;
        double squares = 0;
        int count = 1000;
        for (int image = 0; image < count; image++) {
            double moved = centre(copy(shift, 1, image))[0] - centre(original(image))[0];
            assertThat(Math.abs(moved)).isLessThan(2.8 + 0.2);
            sum += moved;
            squares += moved * moved;
        }
        assertThat(sum / count).isCloseTo(0, within(0.2));
        assertThat(Math.sqrt(squares / count)).isCloseTo(2.8 / Math.sqrt(3), within(0.1));
    }

    /** A line that goes up and down is turned by the angle: its second moments say by how much. */
    @Test
    void rotationsTurnByTheirAngle() {
        byte[] line = new byte[MnistForm.PIXELS];
        for (int y = 4; y < 24; y++) {
            line[y * 28 + 13] = (byte) 255;
            line[y * 28 + 14] = (byte) 255;
        }
        Images images = MnistForm.images(line, new byte[1]);
        Augmentation rotation = augmentation("{rotation: 30}");
        double largest = 0;
        for (int epoch = 1; epoch <= 300; epoch++) {
            float[] target = new float[MnistForm.PIXELS];
            new Augmenter(rotation, 3, epoch, MnistForm.SHAPE).copy(images, 0, target, 0);
            double angle = Math.abs(angle(target));
            assertThat(angle).isLessThan(30.5);
            largest = Math.max(largest, angle);
        }
        assertThat(largest).isGreaterThan(29);
    }

    /** A ramp, read at moved places, tells by how much each pixel has moved. */
    @Test
    void elasticFieldsAreSmoothAndOfTheirSize() {
        byte[] ramp = new byte[MnistForm.PIXELS];
        for (int p = 0; p < ramp.length; p++) {
            ramp[p] = (byte) (p % 28 * 9);
        }
        Images images = MnistForm.images(ramp, new byte[1]);
        double squares = 0;
        double steps = 0;
        int count = 0;
        for (int epoch = 1; epoch <= 300; epoch++) {
            float[] target = new float[MnistForm.PIXELS];
            new Augmenter(augmentation("{elastic: 1.5}"), 3, epoch, MnistForm.SHAPE).copy(images, 0, target, 0);
            for (int y = 8; y < 20; y++) {
                for (int x = 8; x < 20; x++) {
                    double moved = target[y * 28 + x] * 255 / 9 - x;
                    squares += moved * moved;
                    steps += Math.abs(target[y * 28 + x + 1] * 255 / 9 - x - 1 - moved);
                    count++;
                }
            }
        }
        assertThat(Math.sqrt(squares / count)).isCloseTo(1.5, within(0.1));
        assertThat(steps / count).as("neighbours move alike").isLessThan(0.5);
    }

    @Test
    void aCutoutBlanksASquare() {
        byte[] white = new byte[MnistForm.PIXELS];
        Arrays.fill(white, (byte) 255);
        Images images = MnistForm.images(white, new byte[1]);
        int whole = 0;
        for (int epoch = 1; epoch <= 200; epoch++) {
            float[] target = new float[MnistForm.PIXELS];
            new Augmenter(augmentation("{cutout: 7}"), 3, epoch, MnistForm.SHAPE).copy(images, 0, target, 0);
            int blank = 0;
            for (float value : target) {
                blank += value == 0 ? 1 : 0;
            }
            assertThat(blank).isBetween(3 * 4, 49);
            whole += blank == 49 ? 1 : 0;
        }
        assertThat(whole).isBetween(80, 160);
    }

    @Test
    void aCropEnlargesTheMiddle() {
        Augmentation crop = augmentation("{crop: 14, crop-share: 1}");
        float[] larger = copy(crop, 1, 5);
        float[] before = original(5);
        double sum = 0;
        double sumBefore = 0;
        for (int p = 0; p < MnistForm.PIXELS; p++) {
            sum += larger[p];
            int y = p / 28;
            int x = p % 28;
            sumBefore += y >= 7 && y < 21 && x >= 7 && x < 21 ? before[p] : 0;
        }
        assertThat(sum / (4 * sumBefore)).isCloseTo(1, within(0.05));
    }

    @Test
    void aFlipMirrorsItsShareOfTheImages() {
        Augmentation flip = augmentation("{flip: 0.3}");
        assertThat(flip.changesNothing()).isFalse();
        int flipped = 0;
        for (int image = 0; image < 1000; image++) {
            float[] original = original(image);
            float[] target = copy(flip, 1, image);
            if (!Arrays.equals(target, original)) {
                assertThat(target).containsExactly(mirrored(original), within(1e-5f));
                flipped++;
            }
        }
        assertThat(flipped).isBetween(250, 350);
        assertThat(copy(augmentation("{flip: 1}"), 1, 5)).containsExactly(mirrored(original(5)), within(1e-5f));
    }

    private static float[] mirrored(float[] image) {
        float[] mirrored = new float[MnistForm.PIXELS];
        for (int p = 0; p < MnistForm.PIXELS; p++) {
            mirrored[p] = image[p - p % 28 + 27 - p % 28];
        }
        return mirrored;
    }

    private static double[] centre(float[] image) {
        double mass = 0;
        double x = 0;
        double y = 0;
        for (int p = 0; p < image.length; p++) {
            mass += image[p];
            x += image[p] * (double) (p % 28);
            int row = p / 28;
            y += image[p] * (double) row;
        }
        return new double[] {x / mass, y / mass};
    }

    /** By how much the long axis leans from upright, in degrees. */
    private static double angle(float[] image) {
        double[] centre = centre(image);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int p = 0; p < image.length; p++) {
            double dx = p % 28 - centre[0];
            int row = p / 28;
            double dy = row - centre[1];
            xx += image[p] * dx * dx;
            xy += image[p] * dx * dy;
            yy += image[p] * dy * dy;
        }
        return Math.toDegrees(0.5 * Math.atan2(2 * xy, yy - xx));
    }
}
