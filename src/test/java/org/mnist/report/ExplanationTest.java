package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.data.Images;
import org.mnist.testing.NoiseImages;
import org.mnist.vision.Box;
import org.mnist.vision.Photo;
import org.mnist.vision.Recogniser.Guess;
import org.mnist.vision.Recogniser.Reading;

/** The picture says what was read: boxes where digits are, the pixels the network saw, and bars as long as shares are. */
class ExplanationTest {
    private static final int GAP = 16;
    private static final int SIDE = 168;
    private static final int CELL = SIDE + 10 + 30 + 110 + 2 * GAP;
    private static final int ROW = SIDE + 2 * GAP + 20;
    private static final Theme THEME = Theme.LIGHT;
    private static final Color PICTURE = new Color(0xffe0b0);
    private static final Images DIGITS = NoiseImages.of(3);

    private static final double[] EIGHT = {0.02, 0.03, 0.05, 0.1, 0, 0.07, 0.04, 0.06, 0.5, 0.13};
    private static final double[] TWO = {0, 0, 0.9, 0.1, 0, 0, 0, 0, 0, 0};
    private static final double[] HARDLY_A_FOUR = {0, 0, 0.1, 0, 0.6, 0, 0, 0.3, 0, 0};

    private static Reading reading(double[] probabilities, boolean refused) {
        List<Guess> guesses = new ArrayList<>();
        for (int digit = 0; digit < probabilities.length; digit++) {
            guesses.add(new Guess(digit, probabilities[digit]));
        }
        guesses.sort(Comparator.comparingDouble(Guess::probability).reversed());
        return new Reading(guesses, 1, refused ? null : (Integer) guesses.get(0).digit());
    }

    private static Photo photo(int width, int height, int step) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(PICTURE);
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        return new Photo(
                picture,
                step,
                List.of(new Box(40, 60, 30, 50), new Box(140, 70, 20, 40), new Box(220, 4, 25, 45)),
                DIGITS);
    }

    private static final List<Reading> READINGS =
            List.of(reading(EIGHT, false), reading(TWO, false), reading(HARDLY_A_FOUR, true));

    private static Sheet draw(Photo photo) {
        return new Sheet(Explanation.draw(photo, READINGS, THEME), THEME);
    }

    private final Sheet sheet = draw(photo(300, 200, 1));

    private static int left(int i) {
        return GAP + i % 2 * CELL;
    }

    private static int top(int i) {
        return 2 * GAP + 200 + i / 2 * ROW;
    }

    @Test
    void barsAreAsLongAsTheirDigitsAreProbable() {
        double[][] all = {EIGHT, TWO, HARDLY_A_FOUR};
        for (int i = 0; i < all.length; i++) {
            for (int digit = 0; digit < 10; digit++) {
                Color colour = i == 2 && digit == 4 ? THEME.mark() : THEME.validation();
                Sheet bar = sheet.part(left(i) + SIDE + 26, top(i) + 4 + 16 * digit, 125, 11);
                int length = (int) Math.max(1, Math.round(110 * all[i][digit]));
                for (int y : new int[] {0, 10}) {
                    assertThat(bar.inRow(y, colour))
                            .as("cell %d, digit %d", i, digit)
                            .isEqualTo(length);
                    assertThat(bar.inRow(y, THEME.ground())).isEqualTo(125 - length);
                }
                assertThat(sheet.part(left(i) + SIDE, top(i), 26, SIDE).places(Integer.toString(digit), 13))
                        .as("the digit before its bar")
                        .contains(new Point(10, 14 + 16 * digit));
            }
        }
    }

    @Test
    void whatTheNetworkSawStandsBesideItsBars() {
        for (int i = 0; i < 3; i++) {
            sheet.shows(DIGITS, i, 6, left(i), top(i));
        }
        assertThat(sheet.picture().getWidth()).isEqualTo(720);
        assertThat(sheet.picture().getHeight()).isEqualTo(GAP + 200 + GAP + 2 * ROW);
    }

    @Test
    void theCaptionSaysTheDigitAndHowProbableItIs() {
        String[] captions = {"8, 50.00 %", "2, 90.00 %", "no clear digit; closest 4, 60.00 %"};
        for (int i = 0; i < captions.length; i++) {
            Sheet below = sheet.part(left(i), top(i) + SIDE, CELL, 24);
            assertThat(below.places(captions[i], 13)).as(captions[i]).hasSize(1);
        }
    }

    /** The frame is two pixels broad, three pixels around the box. */
    private static void hasFrame(Sheet sheet, Color colour, int x, int y, int width, int height) {
        for (int column : new int[] {x - 3, x + width + 3}) {
            for (int row = y; row < y + height; row++) {
                assertThat(sheet.at(column, row)).as("%d, %d", column, row).isEqualTo(colour);
            }
        }
        for (int row : new int[] {y - 3, y + height + 3}) {
            for (int column = x; column < x + width; column++) {
                assertThat(sheet.at(column, row)).as("%d, %d", column, row).isEqualTo(colour);
            }
        }
        assertThat(sheet.at(x + width / 2, y + height / 2)).isEqualTo(PICTURE);
    }

    @Test
    void boxesAreAroundTheDigitsAndSayWhatEachIs() {
        hasFrame(sheet, THEME.validation(), GAP + 40, GAP + 60, 30, 50);
        hasFrame(sheet, THEME.validation(), GAP + 140, GAP + 70, 20, 40);
        hasFrame(sheet, THEME.mark(), GAP + 220, GAP + 4, 25, 45);
        assertThat(sheet.places("8", 13, THEME.validation(), PICTURE))
                .hasSize(1)
                .allMatch(place -> place.x == GAP + 38 && place.y == GAP + 53);
        assertThat(sheet.places("2", 13, THEME.validation(), PICTURE))
                .hasSize(1)
                .allMatch(place -> place.x == GAP + 138 && place.y == GAP + 63);
        assertThat(sheet.places("?", 13, THEME.mark(), PICTURE))
                .as("where there is no room above, it stands inside")
                .hasSize(1)
                .allMatch(place -> place.x == GAP + 218 && place.y == GAP + 16);
    }

    /** A large photo is shrunk, and its boxes with it; boxes are in pixels of the file, of which the photo has every other. */
    @Test
    void aLargePhotoIsShrunkWithItsBoxes() {
        Sheet wide = draw(photo(1376, 300, 1));
        assertThat(wide.at(GAP, GAP)).isEqualTo(PICTURE);
        assertThat(wide.at(GAP + 687, GAP + 149)).isEqualTo(PICTURE);
        assertThat(wide.at(GAP + 688, GAP + 149)).isEqualTo(THEME.ground());
        assertThat(wide.at(GAP + 687, GAP + 150)).isEqualTo(THEME.ground());
        hasFrame(wide, THEME.validation(), GAP + 20, GAP + 30, 15, 25);
        Sheet high = draw(photo(300, 960, 1));
        assertThat(high.at(GAP + 149, GAP + 479)).isEqualTo(PICTURE);
        assertThat(high.at(GAP + 150, GAP + 479)).isEqualTo(THEME.ground());
        assertThat(high.picture().getHeight()).isEqualTo(GAP + 480 + GAP + 2 * ROW);
        hasFrame(draw(photo(300, 200, 2)), THEME.validation(), GAP + 20, GAP + 30, 15, 25);
    }

    /** Where a photo is shrunk, its pixels are mixed, not left out. */
    @Test
    void aShrunkPhotoIsSmooth() {
        BufferedImage striped = new BufferedImage(1376, 40, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < striped.getWidth(); x += 2) {
            for (int y = 0; y < striped.getHeight(); y++) {
                striped.setRGB(x, y, 0xffffff);
            }
        }
        Sheet drawn = new Sheet(Explanation.draw(new Photo(striped, 1, List.of(), DIGITS), List.of(), THEME), THEME);
        assertThat(drawn.at(GAP + 300, GAP + 10).getRed()).isBetween(100, 155);
    }

    @Test
    void theFileIsThePicture(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("explained.png");
        Png.write(Explanation.draw(photo(300, 200, 1), READINGS), file);
        BufferedImage read = ImageIO.read(file.toFile());
        assertThat(read.getWidth()).isEqualTo(sheet.picture().getWidth());
        for (int y = 0; y < read.getHeight(); y++) {
            for (int x = 0; x < read.getWidth(); x++) {
                assertThat(read.getRGB(x, y)).isEqualTo(sheet.picture().getRGB(x, y));
            }
        }
    }

    @Test
    void withoutDigitsThereIsThePhotoAlone() {
        Photo photo = new Photo(photo(300, 200, 1).picture(), 1, List.of(), NoiseImages.of(0));
        BufferedImage alone = Explanation.draw(photo, List.of(), THEME);
        assertThat(alone.getHeight()).isEqualTo(GAP + 200 + GAP);
        assertThat(new Sheet(alone, THEME).inRow(GAP + 100, PICTURE)).isCloseTo(300, within(0));
    }
}
