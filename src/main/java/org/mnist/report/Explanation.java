package org.mnist.report;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.data.Images;
import org.mnist.vision.Box;
import org.mnist.vision.Photo;
import org.mnist.vision.Recogniser.Reading;

/** A picture in which digits were found: where, what the network saw of each, and what it took it for. */
public final class Explanation {
    private static final int WIDTH = 720;
    private static final int HIGHEST = 480;
    private static final int GAP = 16;
    private static final int SCALE = 6;
    private static final int SIDE = SCALE * Images.SIDE;
    private static final int BAR = 110;
    private static final int CELL = SIDE + 10 + 30 + BAR + 2 * GAP;

    private Explanation() {}

    /**
     * Draws it into a PNG file.
     *
     * @param photo the picture
     * @param readings what its digits were read as, in their order
     * @throws Failure of kind UNAVAILABLE if this Java cannot draw text
     */
    public static void write(Photo photo, List<Reading> readings, Path file) {
        if (!Pictures.canDraw()) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "this Java cannot draw text; install a font and fontconfig");
        }
        BufferedImage drawing = draw(photo, readings, Theme.LIGHT);
        SafeFiles.write(file, out -> ImageIO.write(drawing, "png", out));
    }

    static BufferedImage draw(Photo photo, List<Reading> readings, Theme paper) {
        double shrink = Math.min(
                1,
                Math.min(
                        (WIDTH - 2.0 * GAP) / photo.picture().getWidth(),
                        (double) HIGHEST / photo.picture().getHeight()));
        int height = (int) Math.max(1, shrink * photo.picture().getHeight());
        int columns = WIDTH / CELL;
        int rows = (readings.size() + columns - 1) / columns;
        BufferedImage sheet = paper.sheet(WIDTH, GAP + height + GAP + rows * (SIDE + 2 * GAP + 20));
        Graphics2D pen = paper.pen(sheet, 13);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        int width = (int) Math.max(1, shrink * photo.picture().getWidth());
        pen.drawImage(photo.picture(), GAP, GAP, width, height, null);
        pen.setStroke(new BasicStroke(2));
        for (int i = 0; i < readings.size(); i++) {
            box(pen, photo.boxes().get(i), shrink / photo.step(), readings.get(i), paper);
            int left = GAP + i % columns * CELL;
            int top = 2 * GAP + height + i / columns * (SIDE + 2 * GAP + 20);
            cell(sheet, pen, photo.digits(), i, readings.get(i), left, top, paper);
        }
        pen.dispose();
        return sheet;
    }

    private static void box(Graphics2D pen, Box box, double scale, Reading reading, Theme paper) {
        pen.setColor(reading.digit() == null ? paper.mark() : paper.validation());
        int left = GAP + (int) (scale * box.x());
        int top = GAP + (int) (scale * box.y());
        pen.drawRect(left - 3, top - 3, (int) (scale * box.width()) + 6, (int) (scale * box.height()) + 6);
        pen.drawString(sign(reading), left - 2, top > 2 * GAP ? top - 7 : top + 12);
    }

    private static void cell(
            BufferedImage sheet,
            Graphics2D pen,
            Images digits,
            int i,
            Reading reading,
            int left,
            int top,
            Theme paper) {
        float[] pixels = new float[Images.PIXELS];
        digits.copy(i, pixels, 0);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int grey = Math.round(255 * pixels[y / SCALE * Images.SIDE + x / SCALE]);
                sheet.setRGB(left + x, top + y, grey << 16 | grey << 8 | grey);
            }
        }
        for (int digit = 0; digit < 10; digit++) {
            int line = top + 14 + digit * 16;
            double probability = reading.probability(digit);
            pen.setColor(paper.ink());
            pen.drawString(Integer.toString(digit), left + SIDE + 10, line);
            pen.setColor(digit == reading.closest() && reading.digit() == null ? paper.mark() : paper.validation());
            pen.fillRect(left + SIDE + 26, line - 10, (int) Math.max(1, Math.round(BAR * probability)), 11);
        }
        pen.setColor(paper.ink());
        String text = reading.digit() == null ? "hardly a digit; closest %d, %.2f %%" : "%d, %.2f %%";
        pen.drawString(
                String.format(Locale.ROOT, text, reading.closest(), 100 * reading.probability()),
                left,
                top + SIDE + 18);
    }

    private static String sign(Reading reading) {
        return reading.digit() == null ? "?" : reading.digit().toString();
    }
}
