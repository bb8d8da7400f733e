package org.mnist.vision;

import java.util.ArrayList;
import java.util.List;

/**
 * The signs of a number that are no digits but change what it is: a point or a comma between two of them, a minus or a
 * hyphen before one. They are found so that they can be told of: {@code 12.50} is not 1250.
 */
final class Marks {
    /** The least breadth of a mark, as {@link Mask#breadth} has it, in those of the strokes beside it: less is dust. */
    private static final double THINNEST = 0.35;

    /** The longest side of a point, and the thickest dash, as shares of the digits' height. */
    private static final double POINT = 0.3;

    private static final double THICKEST = 0.25;

    /** The ratio of the longer to the shorter side of a point or comma, at most, and of a dash, at least. */
    private static final double ROUND = 2.5;

    private static final double LONG = 2;

    /** The length of a dash as shares of the digits' height. */
    private static final double SHORTEST_DASH = 0.25;

    private static final double LONGEST_DASH = 1.2;

    /** How far a mark is from the digit beside it, as a share of its height, at most. */
    private static final double FAR = 0.8;

    /** The height within a line, from 0 at the top of its digits to 1 at their foot, of a point's and of a dash's middle. */
    private static final double POINT_FROM = 0.75;

    private static final double POINT_TO = 1.25;

    private static final double DASH_FROM = 0.3;

    private static final double DASH_TO = 0.7;

    private Marks() {}

    /**
     * The marks of a line, among what was left over.
     *
     * @param line digits from left to right, at least one
     * @param others pieces that are no digits
     * @param pictureWidth the width of the picture that all are components of
     */
    static List<ConnectedComponent> of(
            List<ConnectedComponent> line, List<ConnectedComponent> others, int pictureWidth) {
        List<ConnectedComponent> marks = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            Box after = line.get(i).box();
            Box before = i == 0 ? null : line.get(i - 1).box();
            ConnectedComponent digit = line.get(i);
            for (ConnectedComponent other : others) {
                Box box = other.box();
                boolean near = after.x() - box.right() <= FAR * after.height() && isLeftOf(box, after);
                boolean behind = before == null || isLeftOf(before, box);
                boolean point = before != null && isPoint(box, before.with(after));
                if (near && behind && (point || isDash(box, after)) && isThick(other, digit, pictureWidth)) {
                    marks.add(other);
                }
            }
        }
        return marks;
    }

    private static boolean isThick(ConnectedComponent mark, ConnectedComponent digit, int pictureWidth) {
        return mark.mask(pictureWidth).breadth()
                >= THINNEST * digit.mask(pictureWidth).breadth();
    }

    /** Whether a box begins and ends further left than another. */
    private static boolean isLeftOf(Box box, Box other) {
        return box.x() < other.x() && box.right() < other.right() && box.sharedColumns(other) * 2 <= box.width();
    }

    private static boolean isPoint(Box box, Box digits) {
        int longer = Math.max(box.width(), box.height());
        int shorter = Math.min(box.width(), box.height());
        return longer <= POINT * digits.height()
                && longer <= ROUND * shorter
                && isBetween(box, digits, POINT_FROM, POINT_TO);
    }

    private static boolean isDash(Box box, Box digit) {
        return box.width() >= LONG * box.height()
                && box.height() <= THICKEST * digit.height()
                && box.width() >= SHORTEST_DASH * digit.height()
                && box.width() <= LONGEST_DASH * digit.height()
                && isBetween(box, digit, DASH_FROM, DASH_TO);
    }

    private static boolean isBetween(Box box, Box digits, double from, double to) {
        double middle = (box.y() + box.height() / 2.0 - digits.y()) / digits.height();
        return middle >= from && middle <= to;
    }
}
