package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** The reader of pictures finds what is there and nothing else. */
class SheetTest {
    @Test
    void wordsAreFoundWhereTheyStand() {
        BufferedImage picture = Theme.DARK.sheet(200, 60);
        Graphics2D pen = Theme.DARK.pen(picture, 12);
        pen.drawString("12.5 %", 20, 30);
        pen.drawString("12.5 %", 120, 50);
        pen.dispose();
        Sheet sheet = new Sheet(picture, Theme.DARK);
        assertThat(sheet.places("12.5 %", 12)).containsExactly(new Point(20, 30), new Point(120, 50));
        assertThat(sheet.places("12.6 %", 12)).isEmpty();
        assertThat(sheet.places("12.5 %", 13)).isEmpty();
        assertThat(sheet.places("12.5 %", 12, Color.RED, Theme.DARK.ground())).isEmpty();
        assertThat(sheet.part(100, 0, 100, 60).places("12.5 %", 12)).containsExactly(new Point(20, 50));
    }
}
