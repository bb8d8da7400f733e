package org.mnist.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A confusion matrix as a picture: counts, and below each the share of its row. The more classes there are, the smaller are
 * the cells: then shares and zeros are left out, and names above the columns are turned.
 */
final class ConfusionPicture {
    /** The most classes that are drawn all. */
    static final int MOST = 64;

    /** The number of classes that are drawn of more: those with most mistakes. */
    static final int CHOSEN = 40;

    private static final int LARGEST_CELL = 64;

    /** The least side of a cell that has room for a share below the count. */
    private static final int CELL_WITH_SHARE = 56;

    private static final int SMALLEST_CELL = 22;

    /** The width that the cells of many classes share. */
    private static final int WIDTH = 900;

    private static final int LEAST_MARGIN = 64;

    /** The room for the word along an axis. */
    private static final int AXIS = 30;

    private static final int LONGEST_NAME = 150;

    /** The least share of wrong answers that has the full colour; where some are larger, it is the largest. */
    private static final double MANY = 0.02;

    private final List<List<Integer>> counts;
    private final List<String> names;
    private final Theme theme;

    /** The labels of the classes that are drawn. */
    private final List<Integer> drawn;

    private final int cell;

    /** The share of wrong answers that has the full colour. */
    private final double most;

    /** The size of the font of names and counts. */
    private final int font;

    private ConfusionPicture(List<List<Integer>> counts, List<String> names, Theme theme) {
        this.counts = counts;
        this.names = names;
        this.theme = theme;
        drawn = drawn(counts);
        int room = Math.min(LARGEST_CELL, Math.max(SMALLEST_CELL, WIDTH / drawn.size()));
        font = room >= CELL_WITH_SHARE ? 15 : room >= 40 ? 13 : 11;
        Graphics2D pen = theme.pen(theme.sheet(1, 1), font);
        int widest = drawn.stream()
                .flatMap(actual -> drawn.stream().map(predicted -> count(actual, predicted)))
                .mapToInt(count -> pen.getFontMetrics().stringWidth(count.toString()))
                .max()
                .orElse(0);
        pen.dispose();
        cell = Math.max(room, widest + 6);
        most = drawn.stream()
                .flatMapToDouble(actual -> drawn.stream()
                        .filter(predicted -> !predicted.equals(actual))
                        .mapToDouble(predicted -> share(actual, predicted)))
                .reduce(MANY, Math::max);
    }

    /**
     * Draws a confusion matrix: rows from top to bottom are the actual classes, columns the predicted ones.
     *
     * @param counts row actual, column predicted
     * @param names of the classes, by label
     */
    static BufferedImage draw(List<List<Integer>> counts, List<String> names, Theme theme) {
        return new ConfusionPicture(counts, names, theme).draw();
    }

    /** The words on which classes are drawn; empty if all are. */
    static String omission(int classes) {
        return classes <= MOST ? "" : "the " + CHOSEN + " of " + classes + " classes with most mistakes";
    }

    /** All classes, or those that are confused most often, in the order of their labels. */
    private static List<Integer> drawn(List<List<Integer>> counts) {
        List<Integer> all = IntStream.range(0, counts.size()).boxed().toList();
        if (all.size() <= MOST) {
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
                .limit(CHOSEN)
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

    private BufferedImage draw() {
        Graphics2D measure = theme.pen(theme.sheet(1, 1), font);
        List<String> labels = drawn.stream()
                .map(label -> Labels.fitted(measure, names.get(label), label, LONGEST_NAME))
                .toList();
        int longest = labels.stream()
                .mapToInt(label -> measure.getFontMetrics().stringWidth(label))
                .max()
                .orElse(0);
        measure.dispose();
        boolean turned = longest > cell - 4;
        String omission = omission(names.size());
        int left = Math.max(LEAST_MARGIN, AXIS + longest + 14);
        int top = (turned ? Math.max(LEAST_MARGIN, AXIS + longest + 14) : LEAST_MARGIN) + (omission.isEmpty() ? 0 : 20);
        int side = drawn.size() * cell;
        BufferedImage sheet = theme.sheet(left + side + 16, top + side + 16);
        Graphics2D pen = theme.pen(sheet, 15);
        Theme.centred(pen, "predicted", left + side / 2, 22);
        if (!omission.isEmpty()) {
            Theme.centred(pen, omission, left + side / 2, 42);
        }
        upward(pen, "actual", 20, top + side / 2);
        pen.setFont(pen.getFont().deriveFont((float) font));
        for (int i = 0; i < drawn.size(); i++) {
            int middle = i * cell + cell / 2;
            int width = pen.getFontMetrics().stringWidth(labels.get(i));
            pen.drawString(labels.get(i), left - 14 - width, top + middle + font / 3);
            if (turned) {
                upward(pen, labels.get(i), left + middle + font / 3, top - 10 - width / 2);
            } else {
                Theme.centred(pen, labels.get(i), left + middle, top - 12);
            }
        }
        pen.dispose();
        cells(sheet, left, top);
        return sheet;
    }

    /** Writes text that is read from below, with its middle at row {@code y}. */
    private static void upward(Graphics2D pen, String text, int baseline, int y) {
        pen.rotate(-Math.PI / 2);
        Theme.centred(pen, text, -y, baseline);
        pen.rotate(Math.PI / 2);
    }

    private void cells(BufferedImage sheet, int left, int top) {
        Graphics2D pen = theme.pen(sheet, font);
        Graphics2D small = theme.pen(sheet, 11);
        for (int row = 0; row < drawn.size(); row++) {
            int actual = drawn.get(row);
            for (int column = 0; column < drawn.size(); column++) {
                cell(pen, small, actual, drawn.get(column), left + column * cell, top + row * cell);
            }
        }
        pen.dispose();
        small.dispose();
    }

    private void cell(Graphics2D pen, Graphics2D small, int actual, int predicted, int left, int top) {
        int count = count(actual, predicted);
        boolean right = actual == predicted;
        boolean shares = cell >= CELL_WITH_SHARE;
        double share = share(actual, predicted);
        double strength = right ? 0.15 + 0.45 * share : Math.sqrt(share / most);
        Color fill =
                theme.blend(right ? theme.validation() : theme.mark(), count == 0 ? 0.02 : Math.min(strength, 0.85));
        pen.setColor(fill);
        pen.fillRect(left + 1, top + 1, cell - 2, cell - 2);
        if (count == 0 && !shares) {
            return;
        }
        boolean pale = luminance(fill) > 0.5;
        Color ink = count == 0 ? theme.faint() : pale ? Color.BLACK : Color.WHITE;
        pen.setColor(ink);
        small.setColor(ink);
        int down = shares ? count == 0 ? 5 : 0 : font / 3 + 1;
        Theme.centred(pen, Integer.toString(count), left + cell / 2, top + cell / 2 + down);
        if (shares && count > 0) {
            Theme.centred(
                    small, String.format(Locale.ROOT, "%.1f %%", 100 * share), left + cell / 2, top + cell / 2 + 18);
        }
    }

    private static double luminance(Color colour) {
        return (0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue()) / 255;
    }
}
