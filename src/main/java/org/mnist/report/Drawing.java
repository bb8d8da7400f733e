package org.mnist.report;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A picture that is drawn when it is asked for, as a bitmap or as an SVG.
 *
 * @param width in pixels
 * @param height in pixels
 * @param paint draws it
 */
record Drawing(int width, int height, Consumer<Canvas> paint) {
    /** The width for a page on a screen, and for files. */
    static final int WIDE = 900;

    /** The width for a page on a phone. */
    static final int NARROW = 350;

    private static final int MARGIN = 10;
    private static final Letters TITLE = new Letters(16, true);
    private static final Letters LINE = Letters.of(12);

    /** The picture as a bitmap. */
    BufferedImage image(Theme theme) {
        BufferedImage sheet = theme.sheet(width, height);
        paint.accept(new Bitmap(sheet, theme));
        return sheet;
    }

    /** The picture as an SVG for light and dark. */
    String svg() {
        Svg canvas = new Svg();
        paint.accept(canvas);
        return canvas.document(width, height);
    }

    /**
     * The picture below a title and some lines, which tell of it where nothing stands beside it.
     *
     * @param lines each is broken where it is longer than the picture is wide
     */
    Drawing titled(String title, List<String> lines) {
        int whole = Math.max(width, NARROW);
        List<String> all = new ArrayList<>();
        lines.forEach(line -> all.addAll(Labels.broken(LINE, line, whole - 2 * MARGIN)));
        List<String> heads = Labels.broken(TITLE, title, whole - 2 * MARGIN);
        int head = MARGIN + heads.size() * 21 + all.size() * 17 + MARGIN;
        return new Drawing(whole, head + height, canvas -> {
            int baseline = MARGIN;
            for (String line : heads) {
                baseline += 21;
                canvas.text(line, MARGIN, baseline - 5, TITLE, Ink.INK, Canvas.Anchor.START);
            }
            for (String line : all) {
                baseline += 17;
                canvas.text(line, MARGIN, baseline - 4, LINE, Ink.INK, Canvas.Anchor.START);
            }
            paint.accept(canvas.at(0, head));
        });
    }
}
