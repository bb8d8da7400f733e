package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.FontMetrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.data.Images;
import org.mnist.eval.EvalResult.Mistake;
import org.mnist.network.Shape;
import org.mnist.network.Task;
import org.mnist.testing.NoiseImages;

/** Each tile shows the image that its mistake names, and says what the mistake was. */
class MistakesPictureTest {
    private static final int GAP = 10;
    private static final int SIDE = 84;
    private static final int CAPTION = 38;
    private static final Images IMAGES = NoiseImages.of(60);
    private static final FontMetrics FONT =
            Theme.LIGHT.pen(Theme.LIGHT.sheet(1, 1), 12).getFontMetrics();

    private static Sheet draw(List<Mistake> mistakes) {
        return new Sheet(
                MistakesPicture.draw(mistakes, IMAGES, Task.MNIST.classes(), Drawing.WIDE)
                        .image(Theme.LIGHT),
                Theme.LIGHT);
    }

    /** A row holds as many tiles, each as wide as this, as fit. */
    private static int columns(int tile) {
        return 880 / (tile + GAP);
    }

    private static int left(int i, int tile) {
        return GAP + i % columns(tile) * (tile + GAP);
    }

    private static int top(int i, int tile) {
        return GAP + i / columns(tile) * (SIDE + CAPTION + GAP);
    }

    @Test
    void eachTileIsTheImageOfItsMistake() {
        List<Mistake> mistakes = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            mistakes.add(new Mistake(7 * i % 60, i % 10, (i + 3) % 10, 1 - i / 30.0));
        }
        Sheet sheet = draw(mistakes);
        int tile = FONT.stringWidth("0 → 3  100.0 %");
        assertThat(columns(tile)).isEqualTo(8);
        assertThat(sheet.picture().getWidth()).isEqualTo(left(7, tile) + tile + GAP);
        assertThat(sheet.picture().getHeight()).isEqualTo(top(18, tile) + SIDE + CAPTION + GAP);
        for (int i = 0; i < mistakes.size(); i++) {
            sheet.shows(IMAGES, mistakes.get(i).image(), 3, left(i, tile) + (tile - SIDE) / 2, top(i, tile));
        }
    }

    @Test
    void aFullRowIsOneRow() {
        List<Mistake> eight = Collections.nCopies(8, new Mistake(1, 2, 3, 0.5));
        assertThat(draw(eight).picture().getHeight()).isEqualTo(GAP + SIDE + CAPTION + GAP);
    }

    @Test
    void theCaptionSaysWhatItIsThenWhatItWasTakenForAndHowSurely() {
        List<Mistake> mistakes = new ArrayList<>(List.of(new Mistake(3, 4, 9, 0.9876), new Mistake(5, 7, 1, 0.5)));
        for (int i = 0; i < 7; i++) {
            mistakes.add(new Mistake(i, 2, 6, 0.4));
        }
        Sheet sheet = draw(mistakes);
        int tile = FONT.stringWidth("4 → 9  98.8 %");
        String[] captions = {"4 → 9  98.8 %", "7 → 1  50.0 %", "2 → 6  40.0 %"};
        int[] tiles = {0, 1, 8};
        for (int k = 0; k < tiles.length; k++) {
            Sheet below = sheet.part(left(tiles[k], tile), top(tiles[k], tile) + SIDE, tile + 1, CAPTION);
            assertThat(below.places(captions[k], 12)).as(captions[k]).hasSize(1).allMatch(place -> place.y == 16);
            assertThat(below.places("image " + mistakes.get(tiles[k]).image(), 10, Theme.LIGHT.train(), Color.WHITE))
                    .hasSize(1)
                    .allMatch(place -> place.y == 31);
        }
    }

    /** Names are written out where there is room; a long one is cut, and the share never is. */
    @Test
    void theCaptionHasTheNamesOfTheClasses() {
        List<String> names = List.of("Sneaker", "Ankle boot", "A garment for those days on which it rains", "猫");
        List<Mistake> mistakes =
                List.of(new Mistake(0, 0, 1, 0.991), new Mistake(1, 1, 2, 0.5), new Mistake(2, 2, 2, 0.25));
        Sheet sheet = new Sheet(
                MistakesPicture.draw(mistakes, IMAGES, names, Drawing.WIDE).image(Theme.LIGHT), Theme.LIGHT);
        String[] captions = {"Sneaker → Ankle boot  99.1 %", "Ankle boot → A garment", "  25.0 %"};
        for (int i = 0; i < captions.length; i++) {
            assertThat(sheet.places(captions[i], 12)).as(captions[i]).hasSize(1);
        }
        assertThat(sheet.places("rains", 12)).isEmpty();
        assertThat(sheet.places("…", 12)).isNotEmpty();
        List<Integer> shares = new ArrayList<>();
        for (String share : new String[] {"99.1 %", "50.0 %", "25.0 %"}) {
            shares.add(sheet.places(share, 12).get(0).x);
        }
        assertThat(shares).isSorted();
    }

    /** Images of other sizes are as whole as MNIST's, coloured ones in their colours, and lie within their tiles. */
    @ParameterizedTest
    @CsvSource({"3, 32, 32, 3", "1, 128, 128, 1", "3, 64, 48, 1", "1, 8, 128, 1", "1, 20, 20, 4"})
    void imagesOfAnyShapeAreWhole(int channels, int height, int width, int scale) {
        Images images = images(Shape.maps(channels, height, width));
        List<Mistake> mistakes = Collections.nCopies(9, new Mistake(1, 2, 3, 0.5));
        Sheet sheet = new Sheet(
                MistakesPicture.draw(mistakes, images, Task.MNIST.classes(), Drawing.WIDE)
                        .image(Theme.LIGHT),
                Theme.LIGHT);
        int tile = Math.max(Math.max(SIDE, FONT.stringWidth("2 → 3  50.0 %")), scale * width);
        int tall = Math.max(SIDE, scale * height);
        for (int i = 0; i < 9; i++) {
            int left = left(i, tile) + (tile - scale * width) / 2;
            int top = GAP + i / columns(tile) * (tall + CAPTION + GAP) + (tall - scale * height) / 2;
            for (int y = 0; y < scale * height; y++) {
                for (int x = 0; x < scale * width; x++) {
                    int at = y / scale * width + x / scale;
                    int plane = channels == 1 ? 0 : height * width;
                    assertThat(sheet.at(left + x, top + y))
                            .isEqualTo(new Color(
                                    images.at(1, at), images.at(1, plane + at), images.at(1, 2 * plane + at)));
                }
            }
        }
        assertThat(sheet.picture().getWidth()).isLessThanOrEqualTo(Drawing.WIDE);
    }

    private static Images images(Shape shape) {
        byte[] pixels = new byte[2 * shape.size()];
        new Random(1).nextBytes(pixels);
        return new Images(shape, pixels, new int[2]);
    }

    @Test
    void aModelWithoutMistakesSaysSo() {
        Sheet sheet = draw(List.of());
        assertThat(sheet.places("no mistakes", 12))
                .hasSize(1)
                .allMatch(place -> place.y == sheet.picture().getHeight() / 2)
                .allMatch(place -> place.x > 0 && place.x < sheet.picture().getWidth() / 2);
        assertThat(draw(List.of(new Mistake(0, 1, 2, 0.5))).places("no mistakes", 12))
                .isEmpty();
    }
}
