package org.mnist.report;

import java.awt.FontMetrics;
import java.util.List;
import java.util.Locale;
import org.mnist.data.Images;
import org.mnist.eval.EvalResult.Mistake;
import org.mnist.network.Shape;

/** The surest mistakes of a model as tiles: the image, what it is, what it was taken for, how surely, and its
 * number. */
final class MistakesPicture {
    /** The side of an image on the sheet, as near as whole multiples come to it. */
    private static final int SIDE = 84;

    /** The widest tile. Longer names are cut. */
    private static final int WIDEST = 240;

    private static final int CAPTION = 38;
    private static final int GAP = 10;
    private static final String BETWEEN = " → ";
    private static final Letters LETTERS = Letters.of(12);
    private static final Letters SMALL = Letters.of(10);

    private MistakesPicture() {}

    /**
     * Draws the mistakes in their order, row by row.
     *
     * @param images the images that the mistakes number
     * @param names of the classes, by label
     * @param width of the sheet, at most
     */
    static Drawing draw(List<Mistake> mistakes, Images images, List<String> names, int width) {
        Shape image = images.image();
        int scale = Math.max(1, (int) Math.round((double) SIDE / Math.max(image.height(), image.width())));
        int height = Math.max(SIDE, scale * image.height());
        FontMetrics font = LETTERS.metrics();
        int tile = tile(mistakes, Math.max(SIDE, scale * image.width()), names, font);
        int columns = Math.max(2, Math.min(mistakes.size(), (width - 2 * GAP) / (tile + GAP)));
        int rows = Math.max(1, (mistakes.size() + columns - 1) / columns);
        int sheetWidth = GAP + columns * (tile + GAP);
        int sheetHeight = GAP + rows * (height + CAPTION + GAP);
        return new Drawing(sheetWidth, sheetHeight, canvas -> {
            if (mistakes.isEmpty()) {
                canvas.text("no mistakes", sheetWidth / 2, sheetHeight / 2, LETTERS, Ink.INK, Canvas.Anchor.MIDDLE);
            }
            for (int i = 0; i < mistakes.size(); i++) {
                Mistake mistake = mistakes.get(i);
                int left = GAP + i % columns * (tile + GAP);
                int top = GAP + i / columns * (height + CAPTION + GAP);
                canvas.image(
                        ImagePicture.of(images, mistake.image()),
                        left + (tile - scale * image.width()) / 2,
                        top + (height - scale * image.height()) / 2,
                        scale * image.width(),
                        scale * image.height());
                int middle = left + tile / 2;
                canvas.text(
                        caption(font, mistake, names, tile),
                        middle,
                        top + height + 16,
                        LETTERS,
                        Ink.INK,
                        Canvas.Anchor.MIDDLE);
                canvas.text(
                        "image " + mistake.image(), middle, top + height + 31, SMALL, Ink.TRAIN, Canvas.Anchor.MIDDLE);
            }
        });
    }

    /** The width of a tile: that of its image, or more if a caption needs it. */
    private static int tile(List<Mistake> mistakes, int least, List<String> names, FontMetrics font) {
        int widest = mistakes.stream()
                .mapToInt(mistake -> font.stringWidth(caption(font, mistake, names, WIDEST)))
                .max()
                .orElse(0);
        return Math.max(least, widest);
    }

    /**
     * The text below a tile, such as {@code Sneaker → Ankle boot  99.1 %}. Names are cut where they are too long for it; the
     * share never is.
     */
    private static String caption(FontMetrics font, Mistake mistake, List<String> names, int width) {
        String share = String.format(Locale.ROOT, "  %.1f %%", 100 * mistake.probability());
        int room = width - font.stringWidth(BETWEEN + share);
        String actual = Labels.fitted(font, names.get(mistake.label()), mistake.label(), room);
        String predicted = Labels.fitted(font, names.get(mistake.predicted()), mistake.predicted(), room);
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
