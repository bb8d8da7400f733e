package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines are drawn apart from the writing, so that it is known what must go and what must stay. */
class PrintedLinesTest {
    private static final int WIDTH = 400;
    private static final int HEIGHT = 120;

    /** A zigzag and an arc, which are no lines of anything, and a 1. */
    private static void writing(Graphics2D pen) {
        pen.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.drawPolyline(new int[] {40, 60, 45, 65}, new int[] {40, 35, 60, 90}, 4);
        pen.drawArc(150, 35, 30, 50, 0, 300);
        pen.draw(new Line2D.Double(260, 35, 256, 88));
    }

    private static boolean[] drawn(int width, int height, double turn, Consumer<Graphics2D> drawing) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.transform(AffineTransform.getRotateInstance(turn, width / 2.0, height / 2.0));
        drawing.accept(pen);
        pen.dispose();
        boolean[] ink = new boolean[width * height];
        for (int i = 0; i < ink.length; i++) {
            ink[i] = picture.getRaster().getSample(i % width, i / width, 0) > 127;
        }
        return ink;
    }

    /** Ten digits of one height have bars at one height, nearly from edge to edge; a line through them is one still. */
    @Test
    void theTopsOfARowOfDigitsAreNoLine() {
        Consumer<Graphics2D> sevens = pen -> {
            for (int i = 0; i < 10; i++) {
                pen.fillRect(5 + 40 * i, 30, 26, 6);
                pen.fillPolygon(
                        new int[] {24 + 40 * i, 31 + 40 * i, 19 + 40 * i, 10 + 40 * i}, new int[] {36, 36, 90, 90}, 4);
            }
        };
        boolean[] row = drawn(sevens);
        assertThat(PrintedLines.erased(new Mask(WIDTH, HEIGHT, row)).copy()).isEqualTo(row);
        boolean[] line = drawn(pen -> pen.fillRect(0, 100, WIDTH, 2));
        assertThat(PrintedLines.erased(new Mask(WIDTH, HEIGHT, both(row, line))).copy())
                .isEqualTo(row);
    }

    /** A 1 with a serif, in 28 × 28 pixels, is two lines from edge to edge. */
    @Test
    void aPictureOfOneDigitHasNoLines() {
        boolean[] one = drawn(28, 28, 0, pen -> {
            pen.fillRect(13, 2, 2, 24);
            pen.fillRect(5, 24, 18, 2);
        });
        assertThat(PrintedLines.erased(new Mask(28, 28, one)).copy()).isEqualTo(one);
    }

    private static boolean[] drawn(Consumer<Graphics2D> drawing) {
        return drawn(WIDTH, HEIGHT, 0, drawing);
    }

    private static Consumer<Graphics2D> boxes(int thickness, int... dividers) {
        return pen -> {
            pen.setStroke(new BasicStroke(thickness));
            pen.drawRect(15, 15, 370, 90);
            for (int x : dividers) {
                pen.drawLine(x, 15, x, 105);
            }
        };
    }

    private static boolean[] both(boolean[] a, boolean[] b) {
        boolean[] both = a.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] |= b[i];
        }
        return both;
    }

    private static boolean[] erased(boolean[] ink) {
        return PrintedLines.erased(new Mask(WIDTH, HEIGHT, ink)).copy();
    }

    private static void isSame(boolean[] left, boolean[] wanted) {
        int lost = 0;
        int more = 0;
        for (int i = 0; i < left.length; i++) {
            lost += wanted[i] && !left[i] ? 1 : 0;
            more += left[i] && !wanted[i] ? 1 : 0;
        }
        assertThat(new int[] {lost, more})
                .as("pixels lost, and left of the lines")
                .containsExactly(0, 0);
    }

    private static int count(boolean[] ink) {
        return new Mask(ink.length, 1, ink).count();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.012, -0.012})
    void aFrameGoesAndTheWritingInItStays(double turn) {
        boolean[] writing = drawn(PrintedLinesTest::writing);
        isSame(erased(both(writing, drawn(WIDTH, HEIGHT, turn, boxes(3)))), writing);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.012, -0.012})
    void theLinesBetweenBoxesGoToo(double turn) {
        boolean[] writing = drawn(PrintedLinesTest::writing);
        boolean[] boxes = drawn(WIDTH, HEIGHT, turn, boxes(2, 110, 215, 320));
        isSame(erased(both(writing, boxes)), writing);
    }

    /** A stroke from line to line loses no more than the lines are thick. */
    @Test
    void whatTouchesTheFrameStaysWhole() {
        boolean[] touching = drawn(pen -> {
            pen.setStroke(new BasicStroke(6));
            pen.drawPolyline(new int[] {80, 60, 110, 90}, new int[] {16, 60, 60, 104}, 4);
        });
        boolean[] left = erased(both(touching, drawn(boxes(3))));
        int kept = 0;
        for (int i = 0; i < left.length; i++) {
            kept += left[i] && touching[i] ? 1 : 0;
        }
        assertThat(kept).isGreaterThan((int) (0.93 * count(touching)));
        assertThat(count(left)).isLessThan((int) (1.1 * count(touching)));
        assertThat(ConnectedComponent.of(new Mask(WIDTH, HEIGHT, left))).hasSize(1);
    }

    /** It may be a digit of seven bars. */
    @Test
    void aFrameAroundNothingStays() {
        boolean[] eight = drawn(pen -> {
            pen.setStroke(new BasicStroke(3));
            pen.drawRect(100, 20, 40, 40);
            pen.drawRect(100, 60, 40, 40);
        });
        isSame(erased(eight), eight);
    }

    /** One, or two beside each other, as tall as the photo. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void strokesFromEdgeToEdgeAreNoRuling(int strokes) {
        boolean[] ink = drawn(pen -> {
            pen.setStroke(new BasicStroke(7));
            for (int i = 0; i < strokes; i++) {
                pen.draw(new Line2D.Double(100 + 80 * i, 1, 97 + 80 * i, 118));
            }
        });
        isSame(erased(ink), ink);
    }

    @Test
    void ruledLinesGo() {
        boolean[] writing = drawn(PrintedLinesTest::writing);
        boolean[] lines = drawn(pen -> {
            for (int y = 20; y < HEIGHT; y += 30) {
                pen.drawLine(0, y, WIDTH, y + 2);
            }
        });
        boolean[] left = erased(both(writing, lines));
        boolean[] more = left.clone();
        int lost = 0;
        for (int i = 0; i < left.length; i++) {
            more[i] &= !writing[i];
            lost += writing[i] && !left[i] ? 1 : 0;
        }
        assertThat(count(more)).as("of the lines, where strokes cross them").isLessThan(40);
        assertThat(lost).as("of the writing").isLessThan(40);
    }

    /** Fewer than three lines are ruling only if they are thinner than the strokes. */
    @Test
    void aThinLineGoesAlone() {
        boolean[] writing = drawn(PrintedLinesTest::writing);
        boolean[] line = drawn(pen -> {
            pen.setStroke(new BasicStroke(2));
            pen.drawLine(0, 100, WIDTH, 101);
        });
        isSame(erased(both(writing, line)), writing);
        boolean[] thick = drawn(pen -> {
            pen.setStroke(new BasicStroke(6));
            pen.drawLine(0, 104, WIDTH, 105);
        });
        isSame(erased(both(writing, thick)), both(writing, thick));
    }
}
