package org.mnist.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Straight lines that run through a mask from its left edge to its right one, all with one slope, as lines on paper do that
 * lies a little askew.
 *
 * @param slope rows a column
 * @param bands the lines, from top to bottom, where they cross the middle column
 */
record StraightLines(double slope, List<Band> bands) {
    /** The number of parts of the width that a line has to run through. */
    private static final int PARTS = 5;

    /** The number of columns that are looked at, spread over the width: enough to see a line. */
    private static final int COLUMNS = 150;

    /** The steepest slope. */
    private static final double STEEPEST = 0.08;

    /**
     * The rows of a line.
     *
     * @param first the uppermost
     * @param last the lowest
     */
    record Band(int first, int last) {
        int thickness() {
            return last - first + 1;
        }

        private int middle() {
            return (first + last) / 2;
        }
    }

    /**
     * The lines of the slope that has most of them.
     *
     * @param coverage the share of the columns of each part of the width in which a line has ink, at least
     * @param thickest the most rows of a line; what is thicker is none
     */
    static StraightLines lying(Mask mask, double coverage, int thickest) {
        int every = Math.max(1, mask.width() / COLUMNS);
        int[][] columns = columns(mask, every);
        double enough = coverage * mask.width() / every / PARTS;
        boolean[] best = new boolean[mask.height()];
        double bestSlope = 0;
        int most = 0;
        double step = 1.0 / mask.width();
        int steps = reachFromEdgeToEdge(mask, columns, every, enough) ? (int) (STEEPEST / step) : -1;
        for (int i = -steps; i <= steps; i++) {
            boolean[] rows = covered(mask, columns, every, enough, i * step);
            int count = 0;
            for (boolean row : rows) {
                count += row ? 1 : 0;
            }
            if (count > most || (count == most && Math.abs(i * step) < Math.abs(bestSlope))) {
                most = count;
                best = rows;
                bestSlope = i * step;
            }
        }
        return new StraightLines(bestSlope, bands(best, thickest));
    }

    private static List<Band> bands(boolean[] rows, int thickest) {
        List<Band> bands = new ArrayList<>();
        for (int row = 0; row < rows.length; row++) {
            int end = row;
            while (end < rows.length && rows[end]) {
                end++;
            }
            if (end > row && end - row <= thickest) {
                bands.add(new Band(row, end - 1));
            }
            row = end;
        }
        return List.copyOf(bands);
    }

    /** Whether there is ink enough for a line in each part, which a digit alone seldom has: most pictures end here. */
    private static boolean reachFromEdgeToEdge(Mask mask, int[][] columns, int every, double enough) {
        int[] ink = new int[PARTS];
        for (int i = 0; i < columns.length; i++) {
            ink[i * every * PARTS / mask.width()] += columns[i].length;
        }
        return Arrays.stream(ink).allMatch(pixels -> pixels >= enough);
    }

    /** The rows at the middle column through which a line of a slope goes. */
    private static boolean[] covered(Mask mask, int[][] columns, int every, double enough, double slope) {
        int[][] counts = new int[PARTS][mask.height()];
        for (int i = 0; i < columns.length; i++) {
            int[] part = counts[i * every * PARTS / mask.width()];
            int shift = shift(mask, slope, i * every);
            for (int y : columns[i]) {
                if (y >= shift && y < mask.height() + shift) {
                    part[y - shift]++;
                }
            }
        }
        boolean[] rows = new boolean[mask.height()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = true;
            for (int[] part : counts) {
                rows[row] &= part[row] >= enough;
            }
        }
        return rows;
    }

    /** The rows of ink in some of the columns. */
    private static int[][] columns(Mask mask, int every) {
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

    /**
     * The lines that run on somewhere for a share of the width, without a gap that is longer than another share of it. The tops
     * of a row of digits are as long as a line in all, but no digit is.
     */
    StraightLines runningOn(Mask mask, double length, double gap) {
        return new StraightLines(
                slope,
                bands.stream()
                        .filter(band -> longestRun(mask, band, gap * mask.width()) >= length * mask.width())
                        .toList());
    }

    private int longestRun(Mask mask, Band band, double gap) {
        int longest = 0;
        int begin = 0;
        int last = -1;
        for (int x = 0; x < mask.width(); x++) {
            int down = shift(mask, slope, x);
            boolean ink = false;
            for (int y = Math.max(0, band.first() + down); y <= Math.min(mask.height() - 1, band.last() + down); y++) {
                ink |= mask.at(x, y);
            }
            if (ink) {
                begin = last < 0 || x - last > gap + 1 ? x : begin;
                last = x;
                longest = Math.max(longest, last - begin + 1);
            }
        }
        return longest;
    }

    /**
     * A mask without the lines, in which the strokes that cross them are left: ink is erased in a column only where it is
     * little taller than the line is thick.
     */
    Mask erasedFrom(Mask mask) {
        Mask erased = mask.copied();
        bands.forEach(band -> erase(mask, erased, band));
        return erased;
    }

    private void erase(Mask mask, Mask erased, Band band) {
        int thickness = Math.max(band.thickness(), 2);
        int tallest = 2 * thickness + 1;
        for (int x = 0; x < mask.width(); x++) {
            int line = band.middle() + shift(mask, slope, x);
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
                    erased.erase(x, y);
                }
            }
        }
    }
}
