package org.mnist.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;

/** Ink pixels that touch each other, by an edge or by a corner: a connected component of a mask. */
final class ConnectedComponent {
    private final Box box;
    private final int[] pixels;

    /**
     * A component of these pixels.
     *
     * @param box the smallest around them
     * @param pixels row × width + column of each, in the mask they are from
     */
    ConnectedComponent(Box box, int[] pixels) {
        this.box = box;
        this.pixels = pixels;
    }

    /** All components of a mask, in the order of their first pixels. */
    static List<ConnectedComponent> of(Mask mask) {
        boolean[] left = mask.copy();
        int[] found = new int[left.length];
        List<ConnectedComponent> components = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            if (left[i]) {
                components.add(fill(left, mask.width(), mask.height(), i, found));
            }
        }
        return components;
    }

    /** The component around a pixel, whose pixels are taken out of {@code left}; {@code found} has room for all of them. */
    private static ConnectedComponent fill(boolean[] left, int width, int height, int start, int[] found) {
        int count = 1;
        found[0] = start;
        left[start] = false;
        int leftmost = width;
        int rightmost = 0;
        int top = height;
        int bottom = 0;
        for (int next = 0; next < count; next++) {
            int x = found[next] % width;
            int y = found[next] / width;
            leftmost = Math.min(leftmost, x);
            rightmost = Math.max(rightmost, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
                for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
                    if (left[row * width + column]) {
                        left[row * width + column] = false;
                        found[count++] = row * width + column;
                    }
                }
            }
        }
        return new ConnectedComponent(
                new Box(leftmost, top, rightmost - leftmost + 1, bottom - top + 1), Arrays.copyOf(found, count));
    }

    /** The smallest box around the pixels. */
    Box box() {
        return box;
    }

    /** The place of each pixel: row × width + column. */
    int[] pixels() {
        return pixels;
    }

    /** The component alone, as large as its box. */
    Mask mask(int pictureWidth) {
        boolean[] own = new boolean[box.width() * box.height()];
        for (int pixel : pixels) {
            own[(pixel / pictureWidth - box.y()) * box.width() + pixel % pictureWidth - box.x()] = true;
        }
        return new Mask(box.width(), box.height(), own);
    }

    /** Some pixels, at least one, of a picture so wide. */
    static ConnectedComponent of(int[] pixels, int pictureWidth) {
        IntSummaryStatistics columns =
                Arrays.stream(pixels).map(pixel -> pixel % pictureWidth).summaryStatistics();
        IntSummaryStatistics rows =
                Arrays.stream(pixels).map(pixel -> pixel / pictureWidth).summaryStatistics();
        return new ConnectedComponent(
                new Box(
                        columns.getMin(),
                        rows.getMin(),
                        columns.getMax() - columns.getMin() + 1,
                        rows.getMax() - rows.getMin() + 1),
                pixels);
    }

    /** Several components as one. */
    static ConnectedComponent of(List<ConnectedComponent> pieces) {
        return new ConnectedComponent(
                pieces.stream().map(ConnectedComponent::box).reduce(Box::with).orElseThrow(),
                pieces.stream()
                        .flatMapToInt(piece -> Arrays.stream(piece.pixels))
                        .toArray());
    }

    /**
     * How steeply the ink ends at the component's outline: the share of its strength by which it differs over a thirtieth of
     * the component's longer side, and over two pixels at least, either way. Near 1 for strokes, near 0 for a soft shadow.
     *
     * @param mask that it is a component of
     */
    double sharpness(Mask mask, Ink ink) {
        GrayImage amount = ink.amount();
        int width = amount.width();
        int reach = Math.max(2, Math.max(box.width(), box.height()) / 30);
        double steepness = 0;
        int outline = 0;
        for (int pixel : pixels) {
            int x = pixel % width;
            int y = pixel / width;
            if (isWithin(mask, x, y)) {
                continue;
            }
            steepness += Math.hypot(
                    amount.at(Math.min(width - 1, x + reach), y) - amount.at(Math.max(0, x - reach), y),
                    amount.at(x, Math.min(amount.height() - 1, y + reach)) - amount.at(x, Math.max(0, y - reach)));
            outline++;
        }
        return steepness / outline / Math.max(strength(ink), Float.MIN_NORMAL);
    }

    private static boolean isWithin(Mask mask, int x, int y) {
        return x > 0
                && y > 0
                && x + 1 < mask.width()
                && y + 1 < mask.height()
                && mask.at(x - 1, y)
                && mask.at(x + 1, y)
                && mask.at(x, y - 1)
                && mask.at(x, y + 1);
    }

    /** The ninth decile of the ink in the component's pixels, 0 to 1. */
    float strength(Ink ink) {
        float[] amounts = new float[pixels.length];
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = ink.amount().values()[pixels[i]];
        }
        Arrays.sort(amounts);
        return amounts[amounts.length * 9 / 10];
    }
}
