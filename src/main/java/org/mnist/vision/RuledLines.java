package org.mnist.vision;

import java.util.Arrays;

/**
 * Takes the lines of ruled or squared paper out of a mask, and leaves the strokes that cross them: in each column of a
 * line, ink is erased only where it is no taller than the line is thick.
 */
final class RuledLines {
    /** The number of parts of the picture's width that a line has to run through, for it runs from edge to edge. */
    private static final int PARTS = 5;

    /** The share of each part's columns that a line covers, at least. */
    private static final double COVERAGE = 0.4;

    /** The number of columns that are looked at, spread over the width: enough to see a line. */
    private static final int COLUMNS = 150;

    /** The thickness of the thickest line, as a share of the picture's width. */
    private static final double THICKNESS = 0.03;

    /** The steepest slope of a line on paper that lies askew, in rows a column. */
    private static final double STEEPEST = 0.08;

    private RuledLines() {}

    /** The mask without ruled lines, neither lying nor standing ones. */
    static Mask erased(Mask mask) {
        return lyingErased(lyingErased(mask).transposed()).transposed();
    }

    private static Mask lyingErased(Mask mask) {
        boolean[] best = null;
        double bestSlope = 0;
        int most = 0;
        int[][] columns = columns(mask);
        if (!reachFromEdgeToEdge(mask, columns)) {
            return mask;
        }
        for (double slope = -STEEPEST; slope <= STEEPEST; slope += 1.0 / mask.width()) {
            boolean[] lines = lines(mask, columns, slope);
            int rows = 0;
            for (boolean line : lines) {
                rows += line ? 1 : 0;
            }
            if (rows > most) {
                most = rows;
                best = lines;
                bestSlope = slope;
            }
        }
        return best == null ? mask : without(mask, best, bestSlope);
    }

    /** Whether there is ink enough for a line in each part, which a digit alone seldom has: most pictures end here. */
    private static boolean reachFromEdgeToEdge(Mask mask, int[][] columns) {
        int[] ink = new int[PARTS];
        for (int i = 0; i < columns.length; i++) {
            ink[part(mask, i)] += columns[i].length;
        }
        return Arrays.stream(ink).allMatch(pixels -> pixels >= enough(mask));
    }

    /** The lines of a slope that are covered; a line is known by the row where it crosses the middle column. */
    private static boolean[] lines(Mask mask, int[][] columns, double slope) {
        int[][] counts = new int[PARTS][mask.height()];
        for (int i = 0; i < columns.length; i++) {
            int[] part = counts[part(mask, i)];
            int shift = shift(mask, slope, i * every(mask));
            for (int y : columns[i]) {
                if (y >= shift && y < mask.height() + shift) {
                    part[y - shift]++;
                }
            }
        }
        boolean[] lines = new boolean[mask.height()];
        for (int row = 0; row < lines.length; row++) {
            lines[row] = true;
            for (int[] part : counts) {
                lines[row] &= part[row] >= enough(mask);
            }
        }
        return lines;
    }

    /** The part of the picture's width that holds the i-th of the columns looked at. */
    private static int part(Mask mask, int i) {
        return i * every(mask) * PARTS / mask.width();
    }

    /** The number of pixels, in the columns looked at of one part, that make a line. */
    private static double enough(Mask mask) {
        return COVERAGE * mask.width() / every(mask) / PARTS;
    }

    private static int every(Mask mask) {
        return Math.max(1, mask.width() / COLUMNS);
    }

    /** The rows of ink in some of the columns. */
    private static int[][] columns(Mask mask) {
        int every = every(mask);
        int[][] columns = new int[(mask.width() + every - 1) / every][];
        int[] rows = new int[mask.height()];
        for (int i = 0; i < columns.length; i++) {
            int count = 0;
            for (int y = 0; y < mask.height(); y++) {
                if (mask.at(i * every, y)) {
                    rows[count++] = y;
                }
            }
            columns[i] = Arrays.copyOf(rows, count);
        }
        return columns;
    }

    private static int shift(Mask mask, double slope, int x) {
        return (int) Math.round(slope * (x - mask.width() / 2.0));
    }

    private static Mask without(Mask mask, boolean[] lines, double slope) {
        boolean[] ink = mask.copy();
        int thickest = Math.max(3, (int) (THICKNESS * mask.width()));
        for (int row = 0; row < lines.length; row++) {
            int end = row;
            while (end < lines.length && lines[end]) {
                end++;
            }
            if (end > row && end - row <= thickest) {
                erase(mask, ink, (row + end - 1) / 2, Math.max(end - row, 2), slope);
            }
            row = end;
        }
        return new Mask(mask.width(), mask.height(), ink);
    }

    private static void erase(Mask mask, boolean[] ink, int middle, int thickness, double slope) {
        int tallest = 2 * thickness + 1;
        for (int x = 0; x < mask.width(); x++) {
            int line = middle + shift(mask, slope, x);
            for (int y = Math.max(0, line - thickness); y <= Math.min(mask.height() - 1, line + thickness); y++) {
                if (!mask.at(x, y)) {
                    continue;
                }
                int top = y;
                int bottom = y + 1;
                while (top > 0 && mask.at(x, top - 1)) {
                    top--;
                }
                while (bottom < mask.height() && mask.at(x, bottom)) {
                    bottom++;
                }
                if (bottom - top <= tallest) {
                    ink[y * mask.width() + x] = false;
                }
            }
        }
    }
}
