package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Digits of bars that are 10 pixels thick, and a little apart. */
class SegmentsTest {
    /** Left, top, width and height of the bars a to g. */
    private static final int[][] BARS = {
        {6, 0, 40, 10},
        {42, 8, 10, 42},
        {42, 58, 10, 42},
        {6, 98, 40, 10},
        {0, 58, 10, 42},
        {0, 8, 10, 42},
        {6, 49, 40, 10}
    };

    private static final String[] DIGITS = {
        "abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcfgd"
    };

    private static List<Box> boxes(String number) {
        BufferedImage display = new BufferedImage(60 + 90 * number.length(), 200, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = display.createGraphics();
        pen.setColor(Color.WHITE);
        for (int i = 0; i < number.length(); i++) {
            for (char bar : DIGITS[number.charAt(i) - '0'].toCharArray()) {
                int[] place = BARS[bar - 'a'];
                pen.fillRect(40 + 90 * i + place[0], 40 + place[1], place[2], place[3]);
            }
        }
        pen.dispose();
        return Photo.of(display, 1).boxes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "1234567890", "1171"})
    void theBarsOfADigitAreOnePiece(String number) {
        List<Box> boxes = boxes(number);
        assertThat(boxes).hasSize(number.length());
        for (int i = 0; i < boxes.size(); i++) {
            assertThat(boxes.get(i).x()).isBetween(40 + 90 * i - 2, 40 + 90 * i + 44);
            assertThat(boxes.get(i).height()).isBetween(90, 112);
        }
    }

    /** Two strokes side by side, and a stroke beside a ring, are two digits. */
    @Test
    void otherPiecesStayApart() {
        ConnectedComponent left = bar(10, 10, 10, 60);
        ConnectedComponent right = bar(40, 10, 10, 60);
        ConnectedComponent thick = bar(55, 10, 30, 90);
        assertThat(Segments.joined(List.of(left, right, thick))).hasSize(3);
        assertThat(Segments.joined(List.of(left, bar(10, 77, 10, 60)))).hasSize(1);
        assertThat(Segments.joined(List.of(left, bar(10, 79, 10, 60)))).hasSize(2);
        assertThat(Segments.joined(List.of(left, bar(12, 77, 10, 15))))
                .as("no bar")
                .hasSize(2);
    }

    private static ConnectedComponent bar(int x, int y, int width, int height) {
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (y + i / width) * 200 + x + i % width;
        }
        return ConnectedComponent.of(pixels, 200);
    }
}
