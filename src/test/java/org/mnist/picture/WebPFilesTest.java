package org.mnist.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Files that libwebp's own encoder wrote of pictures drawn for this, with all that {@link WebPLossless} has to read past:
 * transforms of each kind, images and codes in them, groups of codes.
 */
class WebPFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/pictures");

    @Test
    void predictorsAndColoursAreReadPast() throws IOException {
        BufferedImage picture = read("lossless.webp");
        for (int y = 0; y < 56; y++) {
            for (int x = 0; x < 16; x++) {
                assertThat(picture.getRGB(x, y) >> 16 & 0xff)
                        .as("red at %d,%d", x, y)
                        .isEqualTo(2 * x + y);
                assertThat(picture.getRGB(x, y) >> 8 & 0xff).isEqualTo(3 * y + 40);
            }
        }
    }

    @Test
    void aPaletteIsReadPast() throws IOException {
        int[] palette = {0x000000, 0xffffff, 0xc81e1e, 0x1e1ec8, 0x5a5a5a, 0x076303};
        BufferedImage picture = read("palette.webp");
        for (int y = 0; y < 90; y++) {
            for (int x = 0; x < 120; x++) {
                int colour = palette[(x / 9 * 5 + y / 7 * 3 + x * y / 97) % 6];
                assertThat(picture.getRGB(x, y) & 0xffffff).as("%d,%d", x, y).isEqualTo(colour);
            }
        }
    }

    @Test
    void groupsOfCodesAreFew() throws IOException {
        BufferedImage picture = read("groups.webp");
        for (int y = 0; y < 160; y++) {
            for (int x = 0; x < 128; x++) {
                assertThat(picture.getRGB(x, y) & 0xffffff).as("%d,%d", x, y).isEqualTo(x << 16 | y << 8 | x * y / 160);
            }
        }
    }

    /** A lossy picture keeps its transparency as a lossless one of its own. */
    @Test
    void transparencyIsReadPast() throws IOException {
        BufferedImage picture = read("alpha.webp");
        assertThat(picture.getRGB(10, 30) >>> 24).isZero();
        assertThat(picture.getRGB(90, 30) >>> 24).isBetween(180, 220);
        assertThat(picture.getRGB(90, 30) & 0xff).isCloseTo(90, within(12));
    }

    private static BufferedImage read(String name) throws IOException {
        try (PictureFile file = PictureFile.open(FOLDER.resolve(name))) {
            return file.decode(Picture::image);
        }
    }
}
