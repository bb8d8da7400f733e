package org.mnist.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScaledPictureTest {
    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void aPictureOfTheSizeStaysAsItIs() {
        for (int type :
                new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_RGB}) {
            BufferedImage picture = noise(17, 23, type);
            ScaledPicture scaled = ScaledPicture.of(picture, 23, 17);
            boolean grey = type == BufferedImage.TYPE_BYTE_GRAY;
            assertThat(scaled.isGrey()).isEqualTo(grey);
            for (int i = 0; i < 17 * 23; i++) {
                for (int channel = 0; channel < 3; channel++) {
                    assertThat(scaled.colours()[channel * 17 * 23 + i] & 0xff)
                            .isEqualTo(picture.getRaster().getSample(i % 17, i / 17, grey ? 0 : channel));
                }
            }
        }
    }

    @Test
    void halvedIsTheMeanOfFour() {
        BufferedImage picture = noise(20, 30, BufferedImage.TYPE_BYTE_GRAY);
        byte[] halved = ScaledPicture.of(picture, 15, 10).grey();
        for (int y = 0; y < 15; y++) {
            for (int x = 0; x < 10; x++) {
                int sum = 0;
                for (int k = 0; k < 4; k++) {
                    sum += picture.getRaster().getSample(2 * x + k % 2, 2 * y + k / 2, 0);
                }
                assertThat(halved[y * 10 + x] & 0xff).isEqualTo(Math.round(sum / 4f));
            }
        }
    }

    /** Shrinking neither darkens nor brightens: the mean stays, whatever the sizes. */
    @Test
    void shrinkingKeepsTheMean() {
        for (int round = 0; round < 200; round++) {
            int height = 1 + random.nextInt(60);
            int width = 1 + random.nextInt(60);
            int newHeight = 1 + random.nextInt(height);
            int newWidth = 1 + random.nextInt(width);
            BufferedImage picture = noise(width, height, BufferedImage.TYPE_BYTE_GRAY);
            byte[] scaled = ScaledPicture.of(picture, newHeight, newWidth).grey();
            double before = 0;
            for (int i = 0; i < width * height; i++) {
                before += picture.getRaster().getSample(i % width, i / width, 0);
            }
            double after = 0;
            for (byte value : scaled) {
                after += value & 0xff;
            }
            assertThat(after / scaled.length)
                    .as("%d×%d to %d×%d", height, width, newHeight, newWidth)
                    .isCloseTo(before / (width * height), within(0.51));
        }
    }

    @Test
    void oneColourStaysThatColour() {
        for (int round = 0; round < 200; round++) {
            BufferedImage picture =
                    new BufferedImage(1 + random.nextInt(300), 1 + random.nextInt(300), BufferedImage.TYPE_INT_RGB);
            int colour = random.nextInt(1 << 24);
            for (int i = 0; i < picture.getWidth() * picture.getHeight(); i++) {
                picture.setRGB(i % picture.getWidth(), i / picture.getWidth(), colour);
            }
            byte[] scaled = ScaledPicture.of(picture, 8 + random.nextInt(121), 8 + random.nextInt(121))
                    .colours();
            for (int i = 0; i < scaled.length; i++) {
                int channel = i / (scaled.length / 3);
                assertThat(scaled[i] & 0xff).isEqualTo(colour >> (16 - 8 * channel) & 0xff);
            }
        }
    }

    @Test
    void enlargingDrawsStraightLines() {
        BufferedImage picture = new BufferedImage(10, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 10; x++) {
            picture.getRaster().setSample(x, 0, 0, 20 * x);
        }
        byte[] scaled = ScaledPicture.of(picture, 8, 40).grey();
        for (int i = 0; i < scaled.length; i++) {
            double at = Math.max(0, Math.min(9, (i % 40 + 0.5) / 4 - 0.5));
            assertThat(scaled[i] & 0xff).isEqualTo((int) Math.round(20 * at));
        }
    }

    @Test
    void whatIsTransparentShowsWhite() {
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR);
        picture.setRGB(0, 0, 0x00_10_20_30);
        picture.setRGB(1, 0, 0x80_64_00_c8);
        byte[] over = ScaledPicture.of(picture, 1, 2).colours();
        float opaque = 0x80 / 255f;
        assertThat(over)
                .containsExactly(
                        255,
                        Math.round(opaque * 100 + (1 - opaque) * 255),
                        255,
                        Math.round((1 - opaque) * 255),
                        255,
                        Math.round(opaque * 200 + (1 - opaque) * 255));
        BufferedImage drawn = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB_PRE);
        drawn.setRGB(0, 0, 0x00_10_20_30);
        drawn.setRGB(1, 0, 0x80_64_00_c8);
        byte[] again = ScaledPicture.of(drawn, 1, 2).colours();
        for (int i = 0; i < again.length; i++) {
            assertThat(again[i] & 0xff).isCloseTo(over[i] & 0xff, within(1));
        }
    }

    /** Java would take grey numbers for linear light; they are as bright as they were written. */
    @Test
    void greyIsNotBrightened() {
        for (int bits : new int[] {8, 16}) {
            for (boolean alpha : new boolean[] {false, true}) {
                ComponentColorModel model = new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_GRAY),
                        alpha,
                        false,
                        alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                        bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT);
                WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
                int largest = (1 << bits) - 1;
                raster.setSample(0, 0, 0, largest / 5);
                if (alpha) {
                    raster.setSample(0, 0, 1, largest);
                }
                ScaledPicture scaled = ScaledPicture.of(new BufferedImage(model, raster, false, null), 1, 1);
                assertThat(scaled.grey()).containsExactly(51);
                assertThat(scaled.colours()).containsExactly(51, 51, 51);
            }
        }
    }

    @Test
    void coloursBecomeTheirBrightness() {
        BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, 0xff8000);
        ScaledPicture scaled = ScaledPicture.of(picture, 1, 1);
        assertThat(scaled.isGrey()).isFalse();
        assertThat(scaled.grey()).containsExactly(Math.round(0.299f * 255 + 0.587f * 128));
    }

    private BufferedImage noise(int width, int height, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        WritableRaster raster = picture.getRaster();
        for (int i = 0; i < width * height; i++) {
            for (int band = 0; band < raster.getNumBands(); band++) {
                raster.setSample(i % width, i / width, band, random.nextInt(256));
            }
        }
        return picture;
    }
}
