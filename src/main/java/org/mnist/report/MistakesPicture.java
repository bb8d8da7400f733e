package org.mnist.report;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.mnist.data.Images;
import org.mnist.eval.EvalResult.Mistake;

/** The surest mistakes of a model as tiles: the image, what it is, what it was taken for, and how surely. */
final class MistakesPicture {
    private static final int COLUMNS = 8;
    private static final int SIDE = 84;
    private static final int CAPTION = 22;
    private static final int GAP = 10;

    private MistakesPicture() {}

    /**
     * Draws the mistakes in their order, row by row.
     *
     * @param images the images that the mistakes number
     */
    static BufferedImage draw(List<Mistake> mistakes, Images images, Theme theme) {
        int rows = Math.max(1, (mistakes.size() + COLUMNS - 1) / COLUMNS);
        BufferedImage sheet = theme.sheet(GAP + COLUMNS * (SIDE + GAP), GAP + rows * (SIDE + CAPTION + GAP));
        Graphics2D pen = theme.pen(sheet, 12);
        if (mistakes.isEmpty()) {
            Theme.centred(pen, "no mistakes", sheet.getWidth() / 2, sheet.getHeight() / 2);
        }
        for (int i = 0; i < mistakes.size(); i++) {
            int left = GAP + i % COLUMNS * (SIDE + GAP);
            int top = GAP + i / COLUMNS * (SIDE + CAPTION + GAP);
            int scale = Math.max(
                    1, SIDE / Math.max(images.image().height(), images.image().width()));
            DigitTile.paint(images, mistakes.get(i).image(), scale, sheet, left, top);
            Theme.centred(pen, caption(mistakes.get(i)), left + SIDE / 2, top + SIDE + 16);
        }
        pen.dispose();
        return sheet;
    }

    /** The text below a tile, such as {@code 4 → 9  99.1 %}. */
    static String caption(Mistake mistake) {
        return String.format(
                Locale.ROOT, "%d → %d  %.1f %%", mistake.label(), mistake.predicted(), 100 * mistake.probability());
    }
}
