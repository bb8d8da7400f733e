package org.mnist.report;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.mnist.data.Images;
import org.mnist.eval.EvalResult.Mistake;
import org.mnist.network.Shape;

/** The surest mistakes of a model as tiles: the image, what it is, what it was taken for, and how surely. */
final class MistakesPicture {
    /** The width of a sheet without the gap on its left, or a little more than it has. */
    private static final int WIDTH = 880;

    /** The side of an image on the sheet, as near as whole multiples come to it. */
    private static final int SIDE = 84;

    /** The widest tile. Longer names are cut. */
    private static final int WIDEST = 240;

    private static final int CAPTION = 22;
    private static final int GAP = 10;
    private static final String BETWEEN = " → ";

    private MistakesPicture() {}

    /**
     * Draws the mistakes in their order, row by row.
     *
     * @param images the images that the mistakes number
     * @param names of the classes, by label
     */
    static BufferedImage draw(List<Mistake> mistakes, Images images, List<String> names, Theme theme) {
        Shape image = images.image();
        int scale = Math.max(1, (int) Math.round((double) SIDE / Math.max(image.height(), image.width())));
        int height = Math.max(SIDE, scale * image.height());
        int width = width(mistakes, Math.max(SIDE, scale * image.width()), names, theme);
        int columns = Math.max(2, Math.min(mistakes.size(), WIDTH / (width + GAP)));
        int rows = Math.max(1, (mistakes.size() + columns - 1) / columns);
        BufferedImage sheet = theme.sheet(GAP + columns * (width + GAP), GAP + rows * (height + CAPTION + GAP));
        Graphics2D pen = theme.pen(sheet, 12);
        if (mistakes.isEmpty()) {
            Theme.centred(pen, "no mistakes", sheet.getWidth() / 2, sheet.getHeight() / 2);
        }
        for (int i = 0; i < mistakes.size(); i++) {
            int left = GAP + i % columns * (width + GAP);
            int top = GAP + i / columns * (height + CAPTION + GAP);
            ImageTile.paint(
                    images,
                    mistakes.get(i).image(),
                    scale,
                    sheet,
                    left + (width - scale * image.width()) / 2,
                    top + (height - scale * image.height()) / 2);
            Theme.centred(pen, caption(pen, mistakes.get(i), names, width), left + width / 2, top + height + 16);
        }
        pen.dispose();
        return sheet;
    }

    /** The width of a tile: that of its image, or more if a caption needs it. */
    private static int width(List<Mistake> mistakes, int least, List<String> names, Theme theme) {
        Graphics2D pen = theme.pen(theme.sheet(1, 1), 12);
        int widest = mistakes.stream()
                .mapToInt(mistake -> pen.getFontMetrics().stringWidth(caption(pen, mistake, names, WIDEST)))
                .max()
                .orElse(0);
        pen.dispose();
        return Math.max(least, widest);
    }

    /**
     * The text below a tile, such as {@code Sneaker → Ankle boot  99.1 %}. Names are cut where they are too long for it; the
     * share never is.
     */
    private static String caption(Graphics2D pen, Mistake mistake, List<String> names, int width) {
        FontMetrics font = pen.getFontMetrics();
        String share = String.format(Locale.ROOT, "  %.1f %%", 100 * mistake.probability());
        int room = width - font.stringWidth(BETWEEN + share);
        String actual = Labels.fitted(pen, names.get(mistake.label()), mistake.label(), room);
        String predicted = Labels.fitted(pen, names.get(mistake.predicted()), mistake.predicted(), room);
        int half = room / 2;
        int first = font.stringWidth(actual);
        int second = font.stringWidth(predicted);
        if (first + second > room) { // the shorter one keeps what it needs
            actual = Labels.cut(font, actual, Math.max(half, room - second));
            predicted = Labels.cut(font, predicted, Math.max(half, room - first));
        }
        return actual + BETWEEN + predicted + share;
    }
}
