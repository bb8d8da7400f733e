package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line of four rings, 80 pixels high at 100, with another mark somewhere. */
class MarksTest {
    private static final int PITCH = 90;

    private static List<Box> found(Rectangle mark) {
        BufferedImage paper = new BufferedImage(520, 300, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = paper.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, paper.getWidth(), paper.getHeight());
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(9));
        for (int i = 0; i < 4; i++) {
            pen.drawOval(100 + i * PITCH, 105, 44, 70);
        }
        pen.fill(mark);
        pen.dispose();
        return Photo.of(paper, 1).boxes();
    }

    @ParameterizedTest
    @CsvSource({
        "260, 170, 12, 12, 2", // a point
        "258, 168, 10, 22, 2", // a comma
        "52, 136, 32, 9, 0", // a minus
        "244, 136, 26, 9, 2" // a hyphen
    })
    void aMarkBetweenDigitsIsTold(int x, int y, int width, int height, int place) {
        List<Box> boxes = found(new Rectangle(x, y, width, height));
        assertThat(boxes).hasSize(5);
        assertThat(boxes.get(place).x()).isBetween(x - 2, x + 2);
        assertThat(boxes.get(place).y()).isBetween(y - 2, y + 2);
    }

    @ParameterizedTest
    @CsvSource({
        "260, 170, 3, 3", // dust
        "260, 100, 12, 12", // a speck above
        "260, 210, 12, 12", // one below
        "440, 170, 12, 12", // a full stop
        "80, 170, 12, 12", // a speck before the number
        "100, 200, 60, 9", // a line under a digit
        "10, 136, 20, 9", // a dash far away
        "52, 104, 32, 9" // one as high as the top
    })
    void anythingElseIsNot(int x, int y, int width, int height) {
        assertThat(found(new Rectangle(x, y, width, height))).hasSize(4);
    }

    @Test
    void aLineWithoutMarksHasNone() {
        assertThat(found(new Rectangle())).hasSize(4);
    }
}
