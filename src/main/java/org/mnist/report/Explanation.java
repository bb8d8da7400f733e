package org.mnist.report;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.mnist.data.Images;
import org.mnist.network.Task;
import org.mnist.vision.Box;
import org.mnist.vision.Photo;
import org.mnist.vision.Recogniser.Reading;

/** A picture in which digits were found: where, what the network saw of each, and what it took it for. */
public final class Explanation {
    private static final int WIDTH = 720;
    private static final int HIGHEST = 480;
    private static final int GAP = 16;
    private static final int SCALE = 6;
    private static final int SIDE = SCALE * Task.MNIST.height();
    private static final int BAR = 110;
    private static final int CELL = SIDE + 10 + 30 + BAR + 2 * GAP;

    private Explanation() {}

    /**
     * Draws the explanation.
     *
     * @param photo the picture, with the digits found in it
     * @param readings what its digits were read as, in their order
     * @throws org.mnist.base.Failure of kind UNAVAILABLE if this Java cannot draw text
     */
    public static BufferedImage draw(Photo photo, List<Reading> readings) {
        Pictures.requireCanDraw();
        return draw(photo, readings, Theme.LIGHT);
    }

    static BufferedImage draw(Photo photo, List<Reading> readings, Theme theme) {
        double shrink = Math.min(
                1,
                Math.min(
                        (WIDTH - 2.0 * GAP) / photo.picture().getWidth(),
                        (double) HIGHEST / photo.picture().getHeight()));
        int height = (int) Math.max(1, shrink * photo.picture().getHeight());
        int columns = WIDTH / CELL;
        int rows = (readings.size() + columns - 1) / columns;
        BufferedImage sheet = theme.sheet(WIDTH, GAP + height + GAP + rows * (SIDE + 2 * GAP + 20));
        Graphics2D pen = theme.pen(sheet, 13);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        int width = (int) Math.max(1, shrink * photo.picture().getWidth());
        pen.drawImage(photo.picture(), GAP, GAP, width, height, null);
        pen.setStroke(new BasicStroke(2));
        for (int i = 0; i < readings.size(); i++) {
            box(pen, photo.boxes().get(i), shrink / photo.step(), readings.get(i), theme);
            int left = GAP + i % columns * CELL;
            int top = 2 * GAP + height + i / columns * (SIDE + 2 * GAP + 20);
            cell(sheet, pen, photo.digits(), i, readings.get(i), left, top, theme);
        }
        pen.dispose();
        return sheet;
    }

    private static void box(Graphics2D pen, Box box, double scale, Reading reading, Theme theme) {
        pen.setColor(reading.refused() ? theme.mark() : theme.validation());
        int left = GAP + (int) (scale * box.x());
        int top = GAP + (int) (scale * box.y());
        pen.drawRect(left - 3, top - 3, (int) (scale * box.width()) + 6, (int) (scale * box.height()) + 6);
        pen.drawString(reading.sign(), left - 2, top > 2 * GAP ? top - 7 : top + 12);
    }

    private static void cell(
            BufferedImage sheet,
            Graphics2D pen,
            Images digits,
            int i,
            Reading reading,
            int left,
            int top,
            Theme theme) {
        ImageTile.paint(digits, i, SCALE, sheet, left, top);
        for (int digit = 0; digit < reading.guesses().size(); digit++) {
            int line = top + 14 + digit * 16;
            double probability = reading.probability(digit);
            pen.setColor(theme.ink());
            pen.drawString(Integer.toString(digit), left + SIDE + 10, line);
            pen.setColor(digit == reading.closest() && reading.refused() ? theme.mark() : theme.validation());
            pen.fillRect(left + SIDE + 26, line - 10, (int) Math.max(1, Math.round(BAR * probability)), 11);
        }
        pen.setColor(theme.ink());
        String text = reading.refused() ? "no clear digit; closest %d, %.2f %%" : "%d, %.2f %%";
        pen.drawString(
                String.format(Locale.ROOT, text, reading.closest(), 100 * reading.probability()),
                left,
                top + SIDE + 18);
    }
}
