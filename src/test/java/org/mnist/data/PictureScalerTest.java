package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.network.Shape;

/** Each number is the mean of what it covers, in the form that the picture has it. */
class PictureScalerTest {
    private static final Random RANDOM = new Random(5);

    private static BufferedImage noise(int width, int height, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, 0xff000000 | RANDOM.nextInt(0x1000000));
            }
        }
        return picture;
    }

    private static int at(byte[] pixels, int index) {
        return pixels[index] & 0xff;
    }

    /** A picture of the right shape keeps every number: a data set that was exported is the same when it is read again. */
    @ParameterizedTest
    @CsvSource({"1, 28, 28", "1, 9, 40"})
    void greyOfTheRightShapeIsTheSame(int channels, int height, int width) {
        for (int type :
                new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_3BYTE_BGR}) {
            BufferedImage picture = new BufferedImage(width, height, type);
            byte[] expected = new byte[height * width];
            RANDOM.nextBytes(expected);
            for (int i = 0; i < expected.length; i++) {
                int value = expected[i] & 0xff;
                int[] sample = {value, value, value};
                picture.getRaster().setPixel(i % width, i / width, sample);
            }
            assertThat(PictureScaler.scaled(picture, Shape.maps(channels, height, width)))
                    .isEqualTo(expected);
        }
    }

    @Test
    void coloursOfTheRightShapeAreChannelAfterChannel() {
        BufferedImage picture = noise(20, 10, BufferedImage.TYPE_INT_RGB);
        byte[] pixels = PictureScaler.scaled(picture, Shape.maps(3, 10, 20));
        for (int i = 0; i < 200; i++) {
            Color colour = new Color(picture.getRGB(i % 20, i / 20));
            assertThat(at(pixels, i)).isEqualTo(colour.getRed());
            assertThat(at(pixels, 200 + i)).isEqualTo(colour.getGreen());
            assertThat(at(pixels, 400 + i)).isEqualTo(colour.getBlue());
        }
    }

    @Test
    void greyBecomesThreeEqualChannels() {
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setSample(3, 2, 0, 130);
        byte[] pixels = PictureScaler.scaled(picture, Shape.maps(3, 8, 8));
        for (int channel = 0; channel < 3; channel++) {
            assertThat(at(pixels, channel * 64 + 19)).isEqualTo(130);
            assertThat(at(pixels, channel * 64 + 20)).isZero();
        }
    }

    /** BT.601: green is brightest, blue darkest. */
    @Test
    void coloursBecomeGrey() {
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        int[] colours = {0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0x808080};
        for (int x = 0; x < colours.length; x++) {
            picture.setRGB(x, 0, colours[x]);
        }
        byte[] pixels = PictureScaler.scaled(picture, Shape.maps(1, 8, 8));
        int[] expected = {76, 150, 29, 255, 128};
        for (int x = 0; x < expected.length; x++) {
            assertThat(at(pixels, x)).isEqualTo(expected[x]);
        }
    }

    /** Smaller and larger, by whole numbers and others: compared with means over a grid that both sizes divide. */
    @ParameterizedTest
    @CsvSource({"56, 56, 28, 28", "60, 40, 8, 12", "20, 14, 32, 28", "31, 17, 8, 9", "8, 200, 16, 8"})
    void eachNumberIsTheMeanOfItsArea(int width, int height, int rows, int columns) {
        BufferedImage picture = noise(width, height, BufferedImage.TYPE_INT_RGB);
        byte[] pixels = PictureScaler.scaled(picture, Shape.maps(3, rows, columns));
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    double sum = 0; // each pixel is width × height parts, of which this one covers as many
                    for (int v = y * height; v < (y + 1) * height; v++) {
                        for (int u = x * width; u < (x + 1) * width; u++) {
                            sum += picture.getRGB(u / columns, v / rows) >> 16 - 8 * channel & 0xff;
                        }
                    }
                    double mean = sum / ((double) width * height);
                    assertThat((double) at(pixels, (channel * rows + y) * columns + x))
                            .as("channel %d, row %d, column %d", channel, y, x)
                            .isBetween(mean - 0.51, mean + 0.51);
                }
            }
        }
    }

    /** Dark ink on nothing lies on white paper, light ink on nothing on black. */
    @ParameterizedTest
    @CsvSource({"0x202020, 255", "0xf0f0f0, 0"})
    void whatIsTransparentIsPaper(String ink, int ground) {
        int grey = Integer.decode(ink);
        BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(grey));
        pen.fillRect(0, 0, 8, 16);
        pen.dispose();
        for (BufferedImage any : new BufferedImage[] {picture, greyWithAlpha(picture)}) {
            byte[] pixels = PictureScaler.scaled(any, Shape.maps(1, 8, 8));
            assertThat(at(pixels, 0)).isEqualTo(grey & 0xff);
            assertThat(at(pixels, 7)).isEqualTo(ground);
        }
    }

    /** As a PNG of grey with alpha is decoded. */
    private static BufferedImage greyWithAlpha(BufferedImage colours) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                true,
                false,
                BufferedImage.TRANSLUCENT,
                DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(colours.getWidth(), colours.getHeight());
        for (int y = 0; y < colours.getHeight(); y++) {
            for (int x = 0; x < colours.getWidth(); x++) {
                int argb = colours.getRGB(x, y);
                raster.setPixel(x, y, new int[] {argb & 0xff, argb >>> 24});
            }
        }
        return new BufferedImage(model, raster, false, null);
    }

    @Test
    void sixteenBitsAreReadInFull() {
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY);
        picture.getRaster().setSample(0, 0, 0, 65535);
        picture.getRaster().setSample(1, 0, 0, 32896);
        byte[] pixels = PictureScaler.scaled(picture, Shape.maps(1, 8, 8));
        assertThat(new int[] {at(pixels, 0), at(pixels, 1), at(pixels, 2)}).containsExactly(255, 128, 0);
    }
}
