package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroundTest {
    /** A value for each pixel. */
    private interface Drawing {
        double at(int x, int y);
    }

    private static GrayImage picture(int width, int height, boolean inverted, Drawing drawing) {
        GrayImage picture = new GrayImage(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double value = drawing.at(x, y);
                picture.values()[y * width + x] = (float) (inverted ? 1 - value : value);
            }
        }
        return picture;
    }

    private static boolean ring(int x, int y, int middle, int from, int to) {
        double distance = Math.hypot(x - middle, y - middle);
        return distance >= from && distance < to;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDigitWithAMarginLiesOnWhatTheBorderIs(boolean inverted) {
        GrayImage zero = picture(100, 100, inverted, (x, y) -> ring(x, y, 50, 20, 35) ? 0.1 : 0.9);
        assertThat(Ground.of(zero, 30)).isEqualTo(new Ground(!inverted, false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofADigitThatIsCutOutTheGroundIsTheLargerPart(boolean inverted) {
        GrayImage zero = picture(100, 100, inverted, (x, y) -> ring(x, y, 50, 40, 54) ? 0.1 : 0.9);
        assertThat(Ground.of(zero, 30)).isEqualTo(new Ground(!inverted, true));
    }

    /** An 8 of a thick pen is more ink than paper, but in one piece. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofADigitThatIsMostlyInkTheGroundIsWhatFallsIntoPieces(boolean inverted) {
        GrayImage eight = picture(100, 180, inverted, (x, y) -> {
            boolean upper = Math.hypot(x - 50, y - 50) < 52 && Math.hypot(x - 50, y - 50) > 12;
            boolean lower = Math.hypot(x - 50, y - 130) < 52 && Math.hypot(x - 50, y - 130) > 12;
            return upper || lower ? 0.1 : 0.9;
        });
        assertThat(Ground.of(eight, 30)).isEqualTo(new Ground(!inverted, true));
    }

    /** A 1 that is cut out is mostly ink. */
    @Test
    void aNarrowPictureIsDarkInk() {
        GrayImage one = picture(40, 200, false, (x, y) -> x > 3 && x < 36 ? 0.1 : 0.9);
        assertThat(Ground.of(one, 30).light()).isTrue();
    }

    /** Half of the page is in a soft shadow, which is darker than the other half's ink is far from its paper. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aShadowIsNoInk(boolean inverted) {
        GrayImage page = picture(400, 400, inverted, (x, y) -> {
            double paper = 0.35 + 0.55 / (1 + Math.exp((x - 200) / 25.0));
            return ring(x, y, 320, 12, 16) ? 0.6 * paper : paper;
        });
        assertThat(Ground.of(page, 120).light()).isEqualTo(!inverted);
    }

    /** Most of the page is in a shadow whose edge is nearly hard: two colours, neither of which is ink. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHarderShadowIsNoInkEither(boolean inverted) {
        GrayImage page = picture(400, 400, inverted, (x, y) -> {
            double paper = 0.45 + 0.45 / (1 + Math.exp((x - 130) / 12.0));
            return ring(x, y, 300, 12, 16) ? 0.3 * paper : paper;
        });
        assertThat(Otsu.of(page).separability()).isGreaterThan(0.8);
        assertThat(Ground.of(page, 120)).isEqualTo(new Ground(!inverted, false));
    }

    @Test
    void otsuTellsTwoColoursApart() {
        Otsu two = Otsu.of(picture(50, 50, false, (x, y) -> x < 10 ? 0.2 : 0.7));
        assertThat(two.threshold()).isBetween(0.2f, 0.7f);
        assertThat(two.separability()).isCloseTo(1, within(1e-9));
        Otsu slope = Otsu.of(picture(256, 4, false, (x, y) -> x / 256.0));
        assertThat(slope.threshold()).isCloseTo(0.5f, within(0.01f));
        assertThat(slope.separability()).as("a uniform distribution's").isCloseTo(0.75, within(0.001));
        assertThat(Otsu.of(new GrayImage(3, 3)).separability()).isZero();
    }
}
