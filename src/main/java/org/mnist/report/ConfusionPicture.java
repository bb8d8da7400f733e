package org.mnist.report;

import java.awt.FontMetrics;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.mnist.base.Text;

/**
 * A confusion matrix as a picture: counts, and below each the share of its row. The more classes there are, the smaller are
 * the cells: then shares and zeros are left out, and names above the columns are turned.
 */
final class ConfusionPicture {
    private static final int LARGEST_CELL = 64;

    /** The least side of a cell that has room for a share below the count. */
    private static final int CELL_WITH_SHARE = 56;

    /** The least side of a cell: of more classes than there is room for, those with most mistakes are drawn. */
    private static final int SMALLEST_CELL = 16;

    private static final int LEAST_MARGIN = 64;
    private static final int NARROW_MARGIN = 48;
    private static final int EDGE = 16;

    /** The room for the word along an axis. */
    private static final int AXIS = 30;

    private static final int LONGEST_NAME = 150;

    /** The least share of wrong answers that has the full colour; where some are larger, it is the largest. */
    private static final double MANY = 0.02;

    /** The strength of the worst cell: its count must still be read. */
    private static final double STRONGEST = 0.5;

    private static final Letters HEAD = Letters.of(15);
    private static final Letters SMALL = Letters.of(11);

    private final List<List<Integer>> counts;

    /** The labels of the classes that are drawn. */
    private final List<Integer> drawn;

    /** Their names. */
    private final List<String> names;

    /** The words on which classes are drawn; empty if all are. */
    private final String omission;

    /** The room to the left of the cells. */
    private final int left;

    /** The side of a cell. */
    private final int cell;

    /** The share of wrong answers that has the full colour. */
    private final double most;

    /** The letters of names and counts. */
    private final Letters letters;

    private ConfusionPicture(List<List<Integer>> counts, List<String> classes, int width) {
        this.counts = counts;
        int longest = Math.min(LONGEST_NAME, width / 4);
        int margin = width < Drawing.WIDE ? NARROW_MARGIN : LEAST_MARGIN;
        int room = width - EDGE - left(SMALL, labels(SMALL, classes, all(), longest), margin);
        drawn = drawn(counts, Math.max(2, Math.min(classes.size(), room / SMALLEST_CELL)));
        omission = drawn.size() == classes.size()
                ? ""
                : "the " + drawn.size() + " of " + classes.size() + " classes with most mistakes";
        int least = Math.min(LARGEST_CELL, room / drawn.size());
        letters = Letters.of(least >= CELL_WITH_SHARE ? 15 : least >= 40 ? 13 : 11);
        names = labels(letters, classes, drawn, longest);
        left = left(letters, names, margin);
        cell = Math.min(LARGEST_CELL, (width - EDGE - left) / drawn.size());
        most = drawn.stream()
                .flatMapToDouble(actual -> drawn.stream()
                        .filter(predicted -> !predicted.equals(actual))
                        .mapToDouble(predicted -> share(actual, predicted)))
                .reduce(MANY, Math::max);
    }

    private List<Integer> all() {
        return IntStream.range(0, counts.size()).boxed().toList();
    }

    private static List<String> labels(Letters letters, List<String> classes, List<Integer> labels, int longest) {
        FontMetrics font = letters.metrics();
        return labels.stream()
                .map(label -> Labels.fitted(font, classes.get(label), label, longest))
                .toList();
    }

    private static int left(Letters letters, List<String> names, int margin) {
        return Math.max(margin, AXIS + widest(letters, names) + 14);
    }

    private static int widest(Letters letters, List<String> names) {
        return names.stream().mapToInt(letters.metrics()::stringWidth).max().orElse(0);
    }

    /**
     * Draws a confusion matrix: rows from top to bottom are the actual classes, columns the predicted ones.
     *
     * @param counts row actual, column predicted
     * @param names of the classes, by label
     * @param width in pixels, at most
     */
    static Drawing draw(List<List<Integer>> counts, List<String> names, int width) {
        return new ConfusionPicture(counts, names, width).draw();
    }

    /** So many classes that are confused most often, in the order of their labels. */
    private List<Integer> drawn(List<List<Integer>> counts, int most) {
        List<Integer> all = all();
        if (all.size() <= most) {
            return all;
        }
        long[] mistakes = new long[counts.size()];
        for (int actual : all) {
            for (int predicted : all) {
                if (actual != predicted) {
                    mistakes[actual] += counts.get(actual).get(predicted);
                    mistakes[predicted] += counts.get(actual).get(predicted);
                }
            }
        }
        return all.stream()
                .sorted(Comparator.comparingLong((Integer label) -> mistakes[label])
                        .reversed())
                .limit(most)
                .sorted()
                .toList();
    }

    private Integer count(int actual, int predicted) {
        return counts.get(actual).get(predicted);
    }

    /** The share of a class's images that were taken for another; 0 if it has none. */
    private double share(int actual, int predicted) {
        int sum = counts.get(actual).stream().mapToInt(Integer::intValue).sum();
        return sum == 0 ? 0 : (double) count(actual, predicted) / sum;
    }

    private Drawing draw() {
        FontMetrics font = letters.metrics();
        int widest = widest(letters, names);
        boolean turned = widest > cell - 4;
        int top = (turned ? Math.max(LEAST_MARGIN, AXIS + widest + 14) : LEAST_MARGIN) + (omission.isEmpty() ? 0 : 20);
        int side = drawn.size() * cell;
        int whole = Math.max(left + side + EDGE, omission.isEmpty() ? 0 : 2 * EDGE + SMALL.width(omission));
        return new Drawing(whole, top + side + EDGE, canvas -> {
            canvas.text("predicted", left + side / 2.0, 22, HEAD, Ink.INK, Canvas.Anchor.MIDDLE);
            canvas.text(omission, EDGE, 42, SMALL, Ink.INK, Canvas.Anchor.START);
            canvas.upward("actual", 20, top + side / 2.0, HEAD, Ink.INK);
            for (int i = 0; i < drawn.size(); i++) {
                int middle = i * cell + cell / 2;
                int down = letters.size() / 3;
                String name = names.get(i);
                canvas.text(name, left - 14, top + middle + down, letters, Ink.INK, Canvas.Anchor.END);
                if (turned) {
                    int half = font.stringWidth(name) / 2;
                    canvas.upward(name, left + middle + down, top - 10 - half, letters, Ink.INK);
                } else {
                    canvas.text(name, left + middle, top - 12, letters, Ink.INK, Canvas.Anchor.MIDDLE);
                }
            }
            cells(canvas.at(left, top));
        });
    }

    private void cells(Canvas canvas) {
        for (int row = 0; row < drawn.size(); row++) {
            for (int column = 0; column < drawn.size(); column++) {
                cell(canvas.at(column * cell, row * cell), drawn.get(row), drawn.get(column));
            }
        }
    }

    private void cell(Canvas canvas, int actual, int predicted) {
        int count = count(actual, predicted);
        boolean right = actual == predicted;
        boolean shares = cell >= CELL_WITH_SHARE;
        double share = share(actual, predicted);
        double strength = count == 0 ? 0.02 : right ? 0.1 + 0.4 * share : STRONGEST * Math.sqrt(share / most);
        canvas.fill(1, 1, cell - 2, cell - 2, right ? Ink.VALIDATION : Ink.MARK, strength);
        String text = Integer.toString(count);
        if (count == 0 ? !shares : letters.width(text) > cell) { // the colour alone tells
            return;
        }
        int middle = cell / 2;
        int down = shares ? count == 0 ? 5 : 0 : letters.size() / 3 + 1;
        Ink ink = count == 0 ? Ink.FAINT : Ink.INK;
        canvas.text(text, middle, middle + down, letters, ink, Canvas.Anchor.MIDDLE);
        if (shares && count > 0) {
            canvas.text(Text.format("%.1f %%", 100 * share), middle, middle + 18, SMALL, ink, Canvas.Anchor.MIDDLE);
        }
    }
}
