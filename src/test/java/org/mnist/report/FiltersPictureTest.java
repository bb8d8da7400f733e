package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each square of the picture is the weight at its place. */
class FiltersPictureTest {
    private static final int GAP = 10;
    private static final Theme THEME = Theme.DARK;

    /** Kernels of two rows and three columns, and one of nothing. */
    private static final float[][][][] KERNELS = {
        {{{1, -0.5f, 0}, {0.25f, -1, 0.75f}}}, {{{0.1f, 0.02f, -0.04f}, {0, 0.06f, -0.2f}}}, {{{0, 0, 0}, {0, 0, 0}}}
    };

    @Test
    void eachWeightHasTheColourOfItsSignAndTheStrengthOfItsShareOfTheLargest() {
        Sheet sheet = new Sheet(FiltersPicture.draw(KERNELS).image(THEME), THEME);
        int scale = 30;
        for (int k = 0; k < KERNELS.length; k++) {
            float largest = k == 0 ? 1 : 0.2f;
            for (int y = 0; y < 2; y++) {
                for (int x = 0; x < 3; x++) {
                    float weight = KERNELS[k][0][y][x] / largest;
                    Color colour = THEME.blend(
                            new Color(weight > 0 ? FiltersPicture.POSITIVE : FiltersPicture.NEGATIVE),
                            Math.round(255 * Math.abs(weight)) / 255.0);
                    Sheet square =
                            sheet.part(GAP + k * (3 * scale + GAP) + x * scale, GAP + y * scale, scale - 1, scale - 1);
                    assertThat(distance(square.at(1, 1), colour))
                            .as("kernel %d, row %d, column %d", k, y, x)
                            .isLessThanOrEqualTo(3);
                    assertThat(square.at(scale - 2, scale - 2)).isEqualTo(square.at(1, 1));
                }
            }
        }
    }

    /** Blending rounds otherwise than the test does. */
    private static int distance(Color a, Color b) {
        return Math.abs(a.getRed() - b.getRed())
                + Math.abs(a.getGreen() - b.getGreen())
                + Math.abs(a.getBlue() - b.getBlue());
    }

    /** A page has a tile for each kernel, a pixel for each weight, and says how many it leaves out. */
    @Test
    void onAPageKernelsAreTiles() throws IOException {
        String html = FiltersPicture.html(KERNELS);
        Matcher tile = Pattern.compile(
                        "<img alt=\"kernel (\\d)\" width=\"45\" height=\"30\" src=\"data:image/png;base64,([^\"]*)\"/>")
                .matcher(html);
        for (int k = 0; k < KERNELS.length; k++) {
            assertThat(tile.find()).isTrue();
            assertThat(tile.group(1)).isEqualTo(Integer.toString(k + 1));
            BufferedImage picture =
                    ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(tile.group(2))));
            assertThat(picture.getWidth()).isEqualTo(3);
            assertThat(picture.getHeight()).isEqualTo(2);
            float largest = k == 0 ? 1 : 0.2f;
            for (int x = 0; x < 3; x++) {
                float weight = KERNELS[k][0][1][x] / largest;
                assertThat(picture.getRGB(x, 1) >>> 24).isEqualTo(Math.round(255 * Math.abs(weight)));
                if (weight != 0) {
                    assertThat(picture.getRGB(x, 1) & 0xffffff)
                            .isEqualTo(weight > 0 ? FiltersPicture.POSITIVE : FiltersPicture.NEGATIVE);
                }
            }
        }
        assertThat(tile.find()).isFalse();
        assertThat(html).doesNotContain("The first");
        assertThat(FiltersPicture.html(new float[129][1][2][2])).contains("The first 128 of 129.");
    }

    @Test
    void eachKernelHasAFrame() {
        Sheet sheet = new Sheet(FiltersPicture.draw(KERNELS).image(THEME), THEME);
        for (int k = 0; k < KERNELS.length; k++) {
            int left = GAP + k * 100;
            for (int x : new int[] {left - 1, left + 90}) {
                assertThat(sheet.at(x, GAP + 30)).isEqualTo(THEME.faint());
                assertThat(sheet.at(x, GAP - 1)).isEqualTo(THEME.faint());
            }
            for (int y : new int[] {GAP - 1, GAP + 60}) {
                assertThat(sheet.at(left + 45, y)).isEqualTo(THEME.faint());
            }
            assertThat(sheet.at(left - 2, GAP - 2)).isEqualTo(THEME.ground());
        }
    }

    /** Small kernels are large enough to be seen, and many of them are in rows. */
    @ParameterizedTest
    @CsvSource({
        "1, 5, 18, 2, 1",
        "2, 3, 30, 2, 1",
        "8, 5, 18, 4, 2",
        "9, 3, 30, 5, 2",
        "32, 3, 30, 8, 4",
        "1, 40, 3, 2, 1"
    })
    void kernelsAreInRows(int count, int side, int scale, int across, int down) {
        Sheet sheet =
                new Sheet(FiltersPicture.draw(new float[count][1][side][side]).image(THEME), THEME);
        assertThat(sheet.picture().getWidth()).isEqualTo(GAP + across * (side * scale + GAP));
        assertThat(sheet.picture().getHeight()).isEqualTo(GAP + down * (side * scale + GAP));
        int last = count - 1;
        int left = GAP + last % across * (side * scale + GAP);
        int top = GAP + last / across * (side * scale + GAP);
        assertThat(sheet.at(left - 1, top - 1))
                .as("the frame of the last kernel")
                .isEqualTo(THEME.faint());
        assertThat(sheet.at(left + side * scale, top + side * scale)).isEqualTo(THEME.faint());
        assertThat(sheet.at(left - 2, top - 2)).isEqualTo(THEME.ground());
    }

    /** Weights of red, green and blue are the red, green and blue of the square; middle grey is nothing. */
    @Test
    void kernelsForColoursAreInColour() {
        float[][][][] kernels = {
            {{{2, -2}, {0, 1}}, {{0, -1}, {0, 0}}, {{-2, 1}, {0, 2}}},
            {{{0, 0}, {0, 0}}, {{0, 0}, {0, 0}}, {{0, 0}, {0, 0}}}
        };
        Sheet sheet = new Sheet(FiltersPicture.draw(kernels).image(THEME), THEME);
        int scale = 45;
        Color[][] expected = {
            {new Color(255, 128, 0), new Color(0, 64, 191)}, {new Color(128, 128, 128), new Color(191, 128, 255)}
        };
        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 2; x++) {
                assertThat(sheet.at(GAP + x * scale + 20, GAP + y * scale + 20)).isEqualTo(expected[y][x]);
                assertThat(sheet.at(GAP + 2 * scale + GAP + x * scale + 20, GAP + y * scale + 20))
                        .as("a kernel of nothing")
                        .isEqualTo(new Color(128, 128, 128));
            }
        }
    }

    /** A dense layer sees whole images: five hundred units of 128 × 128 are drawn, and of more as many as there is room for. */
    @ParameterizedTest
    @CsvSource({"64, 64, 64", "500, 128, 500", "1000, 128, 630", "2000, 28, 1358"})
    void largeKernelsStayWithinASheet(int count, int side, int drawn) {
        Sheet sheet =
                new Sheet(FiltersPicture.draw(new float[count][1][side][side]).image(THEME), THEME);
        long pixels = (long) sheet.picture().getWidth() * sheet.picture().getHeight();
        assertThat(pixels).isLessThan(14_000_000);
        int scale = side == 28 ? 3 : side == 64 ? 2 : 1;
        int across = (int) Math.ceil(Math.sqrt(2.0 * drawn));
        int left = GAP + (drawn - 1) % across * (side * scale + GAP);
        int top = GAP + (drawn - 1) / across * (side * scale + GAP);
        assertThat(sheet.at(left - 1, top - 1))
                .as("the frame of the last kernel")
                .isEqualTo(THEME.faint());
        if (drawn % across > 0) {
            assertThat(sheet.at(left + side * scale + GAP - 1, top - 1)).isEqualTo(THEME.ground());
        }
    }
}
