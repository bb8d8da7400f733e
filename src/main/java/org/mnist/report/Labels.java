package org.mnist.report;

import java.awt.FontMetrics;
import java.awt.Graphics2D;

/** Names of classes on pictures, which may be longer than the room that there is for them. */
final class Labels {
    private static final String MORE = "…";

    private Labels() {}

    /**
     * A name that a font can draw, and no wider than {@code width} pixels: what is too long ends in an ellipsis. Of a name in
     * letters that no font here has, the label is taken instead, for it would be a row of boxes.
     */
    static String fitted(Graphics2D pen, String name, int label, int width) {
        String drawable = pen.getFont().canDisplayUpTo(name) < 0 ? name : Integer.toString(label);
        return cut(pen.getFontMetrics(), drawable, width);
    }

    /** The text, or as much of its beginning as fits with an ellipsis behind it. */
    static String cut(FontMetrics font, String text, int width) {
        if (font.stringWidth(text) <= width) {
            return text;
        }
        int[] letters = text.codePoints().toArray();
        int count = letters.length - 1;
        while (count > 1 && font.stringWidth(beginning(letters, count)) > width) {
            count--;
        }
        return beginning(letters, count);
    }

    private static String beginning(int[] letters, int count) {
        return new String(letters, 0, count).stripTrailing() + MORE;
    }
}
