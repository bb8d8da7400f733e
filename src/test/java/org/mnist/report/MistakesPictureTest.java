package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist.data.Images;
import org.mnist.eval.EvalResult.Mistake;
import org.mnist.testing.NoiseImages;

/** Each tile shows the image that its mistake names, and says what the mistake was. */
class MistakesPictureTest {
    private static final int GAP = 10;
    private static final int SIDE = 84;
    private static final int CAPTION = 22;
    private static final Images IMAGES = NoiseImages.of(60);

    private static Sheet draw(List<Mistake> mistakes) {
        return new Sheet(MistakesPicture.draw(mistakes, IMAGES, Theme.LIGHT), Theme.LIGHT);
    }

    private static int left(int i) {
        return GAP + i % 8 * (SIDE + GAP);
    }

    private static int top(int i) {
        return GAP + i / 8 * (SIDE + CAPTION + GAP);
    }

    @Test
    void eachTileIsTheImageOfItsMistake() {
        List<Mistake> mistakes = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            mistakes.add(new Mistake(7 * i % 60, i % 10, (i + 3) % 10, 1 - i / 30.0));
        }
        Sheet sheet = draw(mistakes);
        assertThat(sheet.picture().getWidth()).isEqualTo(left(7) + SIDE + GAP);
        assertThat(sheet.picture().getHeight()).isEqualTo(top(18) + SIDE + CAPTION + GAP);
        for (int i = 0; i < mistakes.size(); i++) {
            sheet.shows(IMAGES, mistakes.get(i).image(), 3, left(i), top(i));
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
        String[] captions = {"4 → 9  98.8 %", "7 → 1  50.0 %", "2 → 6  40.0 %"};
        int[] tiles = {0, 1, 8};
        for (int k = 0; k < tiles.length; k++) {
            Sheet below = sheet.part(left(tiles[k]), top(tiles[k]) + SIDE, SIDE, CAPTION);
            assertThat(below.places(captions[k], 12)).as(captions[k]).hasSize(1).allMatch(place -> place.y == 16);
        }
    }

    @Test
    void aModelWithoutMistakesSaysSo() {
        Sheet sheet = draw(List.of());
        assertThat(sheet.places("no mistakes", 12))
                .hasSize(1)
                .allMatch(place -> place.y == sheet.picture().getHeight() / 2)
                .allMatch(place -> place.x > 300 && place.x < 400);
        assertThat(draw(List.of(new Mistake(0, 1, 2, 0.5))).places("no mistakes", 12))
                .isEmpty();
    }
}
