package org.mnist.data.format;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.mnist.base.Failure;
import org.mnist.base.Text;
import org.mnist.network.Task;

/** Reads an array of labels: whole numbers, texts, or one-hot rows. */
final class NpzLabels implements NpzFile.Elements {
    /** Whole numbers up to this are exact in double precision. */
    private static final long EXACT = 1L << 53;

    private final NpzFile file;
    private final String array;
    private final ClassTurns classes;
    private final NpyType type;
    private final boolean fortran;
    private final int count;
    private final int columns;
    private final int[] turns;

    NpzLabels(NpzFile file, String array, NpyHeader header, ClassTurns classes) {
        List<Long> sizes = header.shape();
        boolean alone = sizes.size() == 1 || (sizes.size() == 2 && sizes.get(1) == 1);
        boolean oneHot = sizes.size() == 2
                && sizes.get(1) >= Task.MIN_CLASSES
                && sizes.get(1) <= Task.MAX_CLASSES
                && !header.type().texts();
        this.file = file;
        this.array = Text.printable(array);
        if (!alone && !oneHot) {
            throw file.unsupported(
                    this.array + " is " + header.shapeText() + " of type "
                            + header.type().descr() + "; labels are N, N×1, or one-hot N×C with at most "
                            + Task.MAX_CLASSES + " classes",
                    null);
        }
        this.classes = classes;
        this.type = header.type();
        this.fortran = header.fortran();
        this.count = file.count(array, sizes.get(0));
        this.columns = alone ? 1 : sizes.get(1).intValue();
        this.turns = new int[count];
        Arrays.fill(turns, -1);
    }

    @Override
    public void take(long i, ByteBuffer from, int at) {
        int image = (int) (fortran ? i % count : i / columns);
        if (type.texts()) {
            String text = type.text(from, at);
            if (text == null) {
                throw unsupported(image, "is no text");
            }
            turns[image] = turn(text, image);
            return;
        }
        double number = type.number(from, at);
        if (columns == 1) {
            long label = (long) number;
            if (label != number || Math.abs(label) > EXACT) {
                throw unsupported(image, "is " + number + "; labels are whole numbers");
            }
            turns[image] = turn(Long.toString(label), image);
        } else if (number == 1 && turns[image] < 0) {
            turns[image] = turn(Long.toString(fortran ? i / count : i % columns), image);
        } else if (number != 0) {
            throw notOneHot(image);
        }
    }

    private int turn(String label, int image) {
        try {
            return classes.turn(label);
        } catch (IllegalArgumentException e) {
            throw unsupported(image, "cannot be: " + Failure.message(e));
        }
    }

    private Failure notOneHot(int image) {
        return unsupported(image, "is not one-hot; a row of labels has a single 1, and else 0");
    }

    private Failure unsupported(int image, String problem) {
        return file.unsupported(array + "[" + image + "] " + problem, null);
    }

    /** The turns of the classes of all images. */
    int[] turns() {
        for (int image = 0; image < count; image++) {
            if (turns[image] < 0) {
                throw notOneHot(image);
            }
        }
        return turns;
    }
}
