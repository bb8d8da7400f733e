package org.mnist.report;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * The letters that a text is written in.
 *
 * @param size in pixels
 * @param bold whether they are thick
 */
record Letters(int size, boolean bold) {
    /** Plain letters of a size. */
    static Letters of(int size) {
        return new Letters(size, false);
    }

    /** The font that they are of. */
    Font font() {
        return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size);
    }

    /** The measures of that font. */
    FontMetrics metrics() {
        Graphics2D pen = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        FontMetrics metrics = pen.getFontMetrics(font());
        pen.dispose();
        return metrics;
    }

    /** How wide a text is, in pixels. */
    int width(String text) {
        return metrics().stringWidth(text);
    }
}
