package org.mnist.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ink that hangs together. */
final class Blob {
    private final Box box;
    private final int[] pixels;

    /**
     * Ink.
     *
     * @param box around it
     * @param pixels where it is: row × width + column
     */
    Blob(Box box, int[] pixels) {
        this.box = box;
        this.pixels = pixels;
    }

    /** All of a mask; neighbours by a corner hang together too. */
    static List<Blob> of(Mask mask) {
        boolean[] left = mask.copy();
        int[] found = new int[left.length];
        List<Blob> blobs = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            if (left[i]) {
                blobs.add(fill(left, mask.width(), mask.height(), i, found));
            }
        }
        return blobs;
    }

    /** Takes all that hangs together with a pixel; {@code found} has room for it. */
    private static Blob fill(boolean[] left, int width, int height, int start, int[] found) {
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
        return new Blob(
                new Box(leftmost, top, rightmost - leftmost + 1, bottom - top + 1), Arrays.copyOf(found, count));
    }

    /** What it lies in. */
    Box box() {
        return box;
    }

    /** Where it is: row × width + column. */
    int[] pixels() {
        return pixels;
    }

    /** Pieces as one. */
    static Blob of(List<Blob> pieces) {
        return new Blob(
                pieces.stream().map(Blob::box).reduce(Box::with).orElseThrow(),
                pieces.stream()
                        .flatMapToInt(piece -> Arrays.stream(piece.pixels))
                        .toArray());
    }

    /** How much ink it has where it has most: nine in ten of its pixels have less. */
    float strength(Ink ink) {
        float[] amounts = new float[pixels.length];
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = ink.amount().values()[pixels[i]];
        }
        Arrays.sort(amounts);
        return amounts[amounts.length * 9 / 10];
    }
}
