package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PanelTest {
    private static BufferedImage page(Color ground, Consumer<Graphics2D> drawing) {
        BufferedImage page = new BufferedImage(500, 400, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = page.createGraphics();
        pen.setColor(ground);
        pen.fillRect(0, 0, 500, 400);
        drawing.accept(pen);
        pen.dispose();
        return page;
    }

    private static Consumer<Graphics2D> plot(Color panel, Color ink) {
        return pen -> {
            pen.setColor(panel);
            pen.fillRect(150, 100, 200, 200);
            for (int i = 0; i < 5; i++) { // the marks of its axes, and something like numbers beside them
                pen.drawLine(145, 110 + 40 * i, 150, 110 + 40 * i);
                pen.drawLine(160 + 40 * i, 300, 160 + 40 * i, 305);
                pen.fillRect(130, 106 + 40 * i, 8, 8);
            }
            pen.setColor(ink);
            pen.setStroke(new BasicStroke(18));
            pen.drawLine(260, 140, 240, 260);
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPlottedImageIsFoundWithoutTheMarksOfItsAxes(boolean dark) {
        Color ground = dark ? Color.WHITE : Color.BLACK;
        Color panel = dark ? Color.BLACK : Color.WHITE;
        BufferedImage page = page(ground, plot(panel, ground));
        Box box = Panel.of(Luminance.of(page)).orElseThrow();
        assertThat(box.x()).isBetween(150, 156);
        assertThat(box.y()).isBetween(100, 106);
        assertThat(box.right()).isBetween(344, 350);
        assertThat(box.bottom()).isBetween(294, 300);
        Photo photo = Photo.of(page, 2);
        assertThat(photo.boxes()).hasSize(1);
        Box digit = photo.boxes().get(0);
        assertThat(digit.x()).as("in the file's pixels").isBetween(2 * 225, 2 * 236);
        assertThat(digit.bottom()).isBetween(2 * 260, 2 * 275);
    }

    @Test
    void otherThingsAreNoPanels() {
        assertThat(panel(Color.WHITE, pen -> {})).isEmpty();
        assertThat(panel(
                        Color.WHITE,
                        pen -> { // a blot
                            pen.setColor(Color.BLACK);
                            pen.fillRect(200, 150, 60, 60);
                        }))
                .isEmpty();
        assertThat(panel(
                        Color.WHITE,
                        pen -> { // boxes
                            pen.setColor(Color.BLACK);
                            pen.setStroke(new BasicStroke(4));
                            pen.drawRect(50, 100, 180, 150);
                            pen.drawRect(230, 100, 180, 150);
                        }))
                .isEmpty();
        assertThat(panel(
                        Color.WHITE,
                        pen -> { // a thick 0
                            pen.setColor(Color.BLACK);
                            pen.setStroke(new BasicStroke(50));
                            pen.drawOval(150, 60, 160, 260);
                        }))
                .isEmpty();
        assertThat(panel(
                        Color.WHITE,
                        pen -> { // half of the page in shadow
                            pen.setPaint(new GradientPaint(200, 0, Color.WHITE, 300, 0, Color.DARK_GRAY));
                            pen.fillRect(0, 0, 500, 400);
                        }))
                .isEmpty();
    }

    private static Optional<Box> panel(Color ground, Consumer<Graphics2D> drawing) {
        return Panel.of(Luminance.of(page(ground, drawing)));
    }
}
