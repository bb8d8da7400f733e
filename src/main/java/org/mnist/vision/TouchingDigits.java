package org.mnist.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The ways to cut a piece of ink that may be two digits which touch. Each is a path from top to bottom that crosses as
 * little ink as there can be between its ends; which of them is right, if any, a network must tell.
 */
final class TouchingDigits {
    /** The ratio of width to height from which on a piece may be two digits: few are wider than high. */
    private static final double WIDE = 1;

    /** The ratio up to which it may be no more than two. */
    private static final double WIDEST = 2.2;

    /** The most ways that are worth a look. */
    private static final int MOST = 4;

    /** What a step aside costs, in pixels of ink: straight is better than crooked. */
    private static final double ASIDE = 0.1;

    /** The share of the height that a cut goes through ink, at most. */
    private static final double THICKEST = 0.45;

    /** The share of the ink that is on either side, at least. */
    private static final double LEAST_INK = 0.15;

    /** The share of the height that is on either side, at least. */
    private static final double LEAST_HEIGHT = 0.4;

    /** The share of the width that two cuts are apart in the mean, at least. */
    private static final double APART = 0.06;

    private final ConnectedComponent piece;
    private final int pictureWidth;
    private final int width;
    private final int height;
    private final double[][] cost; // of the cheapest path from the top to each pixel, by row and column
    private final int[][] from; // the column of that path in the row above

    private TouchingDigits(ConnectedComponent piece, int pictureWidth) {
        this.piece = piece;
        this.pictureWidth = pictureWidth;
        width = piece.box().width();
        height = piece.box().height();
        cost = new double[height][width];
        from = new int[height][width];
        Mask mask = piece.mask(pictureWidth);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                arrive(x, y);
                cost[y][x] += mask.at(x, y) ? 1 : 0;
            }
        }
    }

    /** The cheapest way to a pixel from the row above. */
    private void arrive(int x, int y) {
        from[y][x] = x;
        if (y == 0) {
            return;
        }
        cost[y][x] = cost[y - 1][x];
        for (int side = Math.max(0, x - 1); side <= Math.min(width - 1, x + 1); side += 2) {
            if (side != x && cost[y - 1][side] + ASIDE < cost[y][x]) {
                cost[y][x] = cost[y - 1][side] + ASIDE;
                from[y][x] = side;
            }
        }
    }

    /**
     * The pairs that a piece may be cut into, the left one first; none if it is too narrow or too wide to be two digits.
     *
     * @param pictureWidth the width of the picture that it is a component of
     */
    static List<List<ConnectedComponent>> cuts(ConnectedComponent piece, int pictureWidth) {
        double ratio = (double) piece.box().width() / piece.box().height();
        return ratio < WIDE || ratio > WIDEST ? List.of() : new TouchingDigits(piece, pictureWidth).cuts();
    }

    private List<List<ConnectedComponent>> cuts() {
        List<List<ConnectedComponent>> cuts = new ArrayList<>();
        List<int[]> paths = new ArrayList<>();
        List<Integer> ends = IntStream.range(0, width)
                .boxed()
                .sorted(Comparator.comparingDouble(x -> cost[height - 1][x]))
                .toList();
        for (int end : ends) {
            if (cost[height - 1][end] > THICKEST * height || cuts.size() == MOST) {
                break;
            }
            int[] path = path(end);
            if (paths.stream().noneMatch(other -> isNear(path, other))) {
                List<ConnectedComponent> pair = halves(path);
                if (!pair.isEmpty()) {
                    paths.add(path);
                    cuts.add(pair);
                }
            }
        }
        return cuts;
    }

    /** The column in each row of the cheapest path that ends in a column. */
    private int[] path(int end) {
        int[] path = new int[height];
        int x = end;
        for (int y = height - 1; y >= 0; y--) {
            path[y] = x;
            x = from[y][x];
        }
        return path;
    }

    private boolean isNear(int[] path, int[] other) {
        double apart = 0;
        for (int y = 0; y < height; y++) {
            apart += Math.abs(path[y] - other[y]);
        }
        return apart < APART * width * height;
    }

    /** What is left of a path, and the rest; nothing if one of them is too little to be a digit. */
    private List<ConnectedComponent> halves(int[] path) {
        Box box = piece.box();
        IntPredicate isLeft = pixel -> pixel % pictureWidth - box.x() < path[pixel / pictureWidth - box.y()];
        int[] left = Arrays.stream(piece.pixels()).filter(isLeft).toArray();
        int[] right = Arrays.stream(piece.pixels()).filter(isLeft.negate()).toArray();
        if (Math.min(left.length, right.length) < LEAST_INK * piece.pixels().length) {
            return List.of();
        }
        List<ConnectedComponent> halves =
                List.of(ConnectedComponent.of(left, pictureWidth), ConnectedComponent.of(right, pictureWidth));
        boolean high = halves.stream().allMatch(half -> half.box().height() >= LEAST_HEIGHT * height);
        return high ? halves : List.of();
    }
}
