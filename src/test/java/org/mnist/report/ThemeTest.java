package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThemeTest {
    @ParameterizedTest
    @CsvSource({"0, 255, 255, 255", "1, 10, 110, 210", "0.5, 133, 183, 233", "-1, 255, 255, 255", "7, 10, 110, 210"})
    void blendsLieBetweenTheGroundAndTheColour(double share, int red, int green, int blue) {
        assertThat(Theme.LIGHT.blend(new Color(10, 110, 210), share)).isEqualTo(new Color(red, green, blue));
    }

    @Test
    void sheetsAreGroundAllOver() {
        Sheet sheet = new Sheet(Theme.DARK.sheet(7, 3), Theme.DARK);
        assertThat(sheet.picture().getWidth()).isEqualTo(7);
        for (int y = 0; y < 3; y++) {
            assertThat(sheet.inRow(y, Theme.DARK.ground())).isEqualTo(7);
        }
    }

    @Test
    void centredTextHasItsMiddleThere() {
        BufferedImage picture = Theme.LIGHT.sheet(200, 40);
        Graphics2D pen = Theme.LIGHT.pen(picture, 14);
        int width = pen.getFontMetrics().stringWidth("predicted");
        Theme.centred(pen, "predicted", 100, 25);
        pen.dispose();
        Point place = new Sheet(picture, Theme.LIGHT).places("predicted", 14).get(0);
        assertThat(place.y).isEqualTo(25);
        assertThat(place.x + width / 2).isCloseTo(100, within(1));
    }

    /** Text of a picture is soft at its edges: it has colours between ink and ground. */
    @Test
    void textIsAntialiased() {
        BufferedImage picture = Theme.LIGHT.sheet(60, 40);
        Graphics2D pen = Theme.LIGHT.pen(picture, 20);
        pen.drawString("80", 10, 30);
        pen.dispose();
        Sheet sheet = new Sheet(picture, Theme.LIGHT);
        int between = 0;
        for (int y = 0; y < 40; y++) {
            between += 60 - sheet.inRow(y, Theme.LIGHT.ground()) - sheet.inRow(y, Theme.LIGHT.ink());
        }
        assertThat(between).isGreaterThan(20);
    }
}
