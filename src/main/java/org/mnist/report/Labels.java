package org.mnist.report;

import java.awt.FontMetrics;
import java.util.ArrayList;
import java.util.List;

/** Texts on pictures, which may be longer than the room that there is for them. */
final class Labels {
    private static final String MORE = "…";

    private Labels() {}

    /**
     * The name of a class that a font can draw, and no wider than {@code width} pixels: what is too long ends in an ellipsis. Of
     * a name in letters that no font here has, the label is taken instead, for it would be a row of boxes.
     */
    static String fitted(FontMetrics font, String name, int label, int width) {
        String drawable = font.getFont().canDisplayUpTo(name) < 0 ? name : Integer.toString(label);
        return cut(font, drawable, width);
    }

    /** The text, or as much of its beginning as fits with an ellipsis behind it. */
    static String cut(FontMetrics font, String text, int width) {
        if (font.stringWidth(text) <= width) {
            return text;
        }
        int[] letters = text.codePoints().toArray();
        int fits = 1; // or is what there is
        int tooMany = letters.length;
        while (tooMany - fits > 1) {
            int middle = (fits + tooMany) / 2;
            if (font.stringWidth(beginning(letters, middle)) <= width) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return beginning(letters, fits);
    }

    private static String beginning(int[] letters, int count) {
        return new String(letters, 0, count).stripTrailing() + MORE;
    }

    /** A text in lines that are no wider than {@code width} pixels, broken at spaces; a longer word is cut. */
    static List<String> broken(Letters letters, String text, int width) {
        FontMetrics font = letters.metrics();
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (font.stringWidth(longer) > width && !line.isEmpty()) {
                lines.add(line);
                longer = word;
            }
            line = cut(font, longer, width);
        }
        lines.add(line);
        return lines;
    }
}
