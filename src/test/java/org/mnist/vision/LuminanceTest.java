package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What shows through where a picture is not there is the opposite of what is. */
class LuminanceTest {
    private static final Offset<Float> ROUNDING = within(1e-4f);

    /** A picture of ten by ten pixels, of which the first few have a colour. */
    private static GrayImage of(int argb, int pixels) {
        BufferedImage picture = new BufferedImage(10, 10, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < pixels; i++) {
            picture.setRGB(i % 10, i / 10, argb);
        }
        return Luminance.of(picture);
    }

    @Test
    void underDarkInkIsWhitePaper() {
        GrayImage light = of(0xff204060, 20);
        float ink = (0.299f * 0x20 + 0.587f * 0x40 + 0.114f * 0x60) / 255;
        assertThat(light.at(0, 0)).isCloseTo(ink, ROUNDING);
        assertThat(light.at(9, 9)).isEqualTo(1);
    }

    @Test
    void underLightInkIsBlackPaperAndHalfOfItShowsThrough() {
        GrayImage light = of(0x80ffffff, 20);
        assertThat(light.at(0, 0)).isCloseTo(0x80 / 255f, ROUNDING);
        assertThat(light.at(9, 9)).isZero();
        GrayImage dark = of(0x80000000, 20);
        assertThat(dark.at(0, 0)).isCloseTo(1 - 0x80 / 255f, ROUNDING);
    }

    /** How light it is counts by how much of it is there: a little opaque white beats much that is hardly there. */
    @Test
    void inkCountsByItsOpacity() {
        BufferedImage picture = new BufferedImage(10, 10, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 60; i++) {
            picture.setRGB(i % 10, i / 10, i < 20 ? 0xffffffff : 0x10000000);
        }
        assertThat(Luminance.of(picture).at(9, 9)).isZero();
    }

    @Test
    void aPictureThatIsNearlyAllThereIsOnWhitePaper() {
        assertThat(of(0xffffffff, 95).at(9, 9)).isEqualTo(1);
        assertThat(of(0xffffffff, 85).at(9, 9)).isZero();
        assertThat(of(0, 0).at(0, 0)).as("nothing is there").isEqualTo(1);
    }
}
