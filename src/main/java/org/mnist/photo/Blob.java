package org.mnist.photo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Ink that hangs together.
 *
 * @param box around it
 * @param pixels where it is: row × width + column
 */
record Blob(Box box, List<Integer> pixels) {
    /** All of a mask; neighbours by a corner hang together too. */
    static List<Blob> of(Mask mask) {
        boolean[] left = mask.copy();
        List<Blob> blobs = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            if (left[i]) {
                blobs.add(fill(left, mask.width(), mask.height(), i));
            }
        }
        return blobs;
    }

    private static Blob fill(boolean[] left, int width, int height, int start) {
        List<Integer> pixels = new ArrayList<>();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        open.add(start);
        left[start] = false;
        Box box = new Box(start % width, start / width, 1, 1);
        while (!open.isEmpty()) {
            int pixel = open.remove();
            pixels.add(pixel);
            int x = pixel % width;
            int y = pixel / width;
            box = box.with(new Box(x, y, 1, 1));
            for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
                for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
                    if (left[row * width + column]) {
                        left[row * width + column] = false;
                        open.add(row * width + column);
                    }
                }
            }
        }
        return new Blob(box, pixels);
    }

    Blob with(Blob other) {
        List<Integer> all = new ArrayList<>(pixels);
        all.addAll(other.pixels);
        return new Blob(box.with(other.box), all);
    }

    /** How much ink it has where it has most: nine in ten of its pixels have less. */
    float strength(Ink ink) {
        double[] amounts = pixels.stream()
                .mapToDouble(pixel -> ink.amount().values()[pixel])
                .sorted()
                .toArray();
        return (float) amounts[amounts.length * 9 / 10];
    }
}
