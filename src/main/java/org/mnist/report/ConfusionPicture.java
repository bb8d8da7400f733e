package org.mnist.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** A confusion matrix as a picture: counts, and below each the share of its row. */
final class ConfusionPicture {
    private static final int CELL = 64;
    private static final int MARGIN = 64;

    /** The share of wrong answers from which on a cell has its full colour. */
    private static final double MANY = 0.02;

    private ConfusionPicture() {}

    /**
     * Draws a confusion matrix: rows from top to bottom are the actual digits, columns the predicted ones.
     *
     * @param counts row actual, column predicted
     */
    static BufferedImage draw(List<List<Integer>> counts, Theme theme) {
        int digits = counts.size();
        int side = MARGIN + digits * CELL + 16;
        BufferedImage sheet = theme.sheet(side, side);
        Graphics2D pen = theme.pen(sheet, 15);
        Graphics2D small = theme.pen(sheet, 11);
        Theme.centred(pen, "predicted", MARGIN + digits * CELL / 2, 22);
        small.rotate(-Math.PI / 2);
        small.setFont(pen.getFont());
        Theme.centred(small, "actual", -(MARGIN + digits * CELL / 2), 20);
        small.rotate(Math.PI / 2);
        small.setFont(pen.getFont().deriveFont(11f));
        for (int actual = 0; actual < digits; actual++) {
            int middle = MARGIN + actual * CELL + CELL / 2;
            Theme.centred(pen, Integer.toString(actual), middle, MARGIN - 12);
            Theme.centred(pen, Integer.toString(actual), MARGIN - 18, middle + 5);
            int sum = counts.get(actual).stream().mapToInt(Integer::intValue).sum();
            for (int predicted = 0; predicted < digits; predicted++) {
                cell(pen, small, counts.get(actual).get(predicted), sum, actual, predicted, theme);
            }
        }
        pen.dispose();
        small.dispose();
        return sheet;
    }

    private static void cell(
            Graphics2D pen, Graphics2D small, int count, int sum, int actual, int predicted, Theme theme) {
        int left = MARGIN + predicted * CELL;
        int top = MARGIN + actual * CELL;
        boolean right = actual == predicted;
        double share = sum == 0 ? 0 : (double) count / sum;
        double strength = right ? 0.15 + 0.45 * share : Math.sqrt(share / MANY);
        Color fill =
                theme.blend(right ? theme.validation() : theme.mark(), count == 0 ? 0.02 : Math.min(strength, 0.85));
        pen.setColor(fill);
        pen.fillRect(left + 1, top + 1, CELL - 2, CELL - 2);
        boolean pale = luminance(fill) > 0.5;
        Color ink = count == 0 ? theme.faint() : pale ? Color.BLACK : Color.WHITE;
        pen.setColor(ink);
        small.setColor(ink);
        Theme.centred(pen, Integer.toString(count), left + CELL / 2, top + CELL / 2 + (count == 0 ? 5 : 0));
        if (count > 0) {
            Theme.centred(
                    small, String.format(Locale.ROOT, "%.1f %%", 100 * share), left + CELL / 2, top + CELL / 2 + 18);
        }
        pen.setColor(theme.ink());
    }

    private static double luminance(Color colour) {
        return (0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue()) / 255;
    }
}
