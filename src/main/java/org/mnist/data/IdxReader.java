package org.mnist.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.mnist.base.Text;
import org.mnist.network.Shape;
import org.mnist.network.Task;

/**
 * A strict reader of the IDX format of LeCun's files: big-endian magic number (two zero bytes, the type of the numbers, how many
 * dimensions), the sizes, the data, and nothing after it. Memory grows with what is really there, and never holds the pixels
 * twice.
 */
final class IdxReader {
    /** Six times as many as the largest known data set of this kind holds. */
    private static final int MAX_COUNT = 5_000_000;

    /** Numbers that QMNIST says of each image; the first is its class. */
    private static final int QMNIST_COLUMNS = 8;

    private IdxReader() {}

    /**
     * The images of a file.
     *
     * @param images them
     * @param sha256 SHA-256 of the whole plain file, header included
     */
    record Content(Images images, String sha256) {}

    /** How a file lays out an image: rows, columns, and channels outside or inside of them. */
    private record Layout(int channels, int rows, int columns, boolean channelsLast) {
        /** The shape of an image, once it is turned if it must be. */
        Shape shape(boolean transposed) {
            return transposed ? Shape.maps(channels, columns, rows) : Shape.maps(channels, rows, columns);
        }

        /** Whether the bytes of a file are in the order of {@link Images}. */
        boolean isPlain() {
            return channels == 1 || !channelsLast;
        }

        /** Brings an image from the order of the file to that of {@link Images}. */
        void arrange(byte[] from, byte[] to, boolean transposed) {
            int at = 0;
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < rows * columns; i++) {
                    int row = transposed ? i % rows : i / columns;
                    int column = transposed ? i / rows : i % columns;
                    int pixel = row * columns + column;
                    to[at++] = from[channelsLast ? pixel * channels + c : c * rows * columns + pixel];
                }
            }
        }
    }

    /**
     * The shape of a file's images, by its header alone.
     *
     * @param transposed whether they are stored with rows for columns
     */
    static Shape shape(IdxSource source, boolean transposed) {
        return IdxStream.read(source, file -> layout(file).shape(transposed));
    }

    /**
     * Reads images.
     *
     * @param transposed whether they are stored with rows for columns, and so must be turned
     * @param labels gives the labels, from 0, once it is known how many images there are
     * @throws org.mnist.base.Failure of kind BAD_INPUT if the file is not exactly what it should be
     */
    static Content images(IdxSource source, boolean transposed, IntFunction<int[]> labels) {
        return IdxStream.read(source, file -> {
            Layout layout = layout(file);
            file.requireNoBomb();
            int count = file.sizes()[0];
            int[] given = labels.apply(count);
            Images.Builder images = new Images.Builder(layout.shape(transposed));
            byte[] stored = new byte[layout.channels() * layout.rows() * layout.columns()];
            boolean asItIs = layout.isPlain() && !transposed;
            byte[] arranged = asItIs ? stored : new byte[stored.length];
            for (int i = 0; i < count; i++) {
                file.next(stored);
                if (!asItIs) {
                    layout.arrange(stored, arranged, transposed);
                }
                images.add(arranged, 0, given[i]);
            }
            return new Content(images.build(), file.finish());
        });
    }

    private static Layout layout(IdxStream file) throws IOException {
        file.header("images", MAX_COUNT);
        int[] sizes = file.sizes();
        if (file.type() != IdxStream.Type.UNSIGNED_BYTE) {
            throw file.unsupported("its images are made of " + file.type(), "unsigned bytes are (0 to 255 a pixel)");
        }
        if (sizes.length < 3) {
            throw file.unsupported(
                    "it has " + sizes.length + (sizes.length == 1 ? " dimension" : " dimensions"),
                    "images have 3 (number, rows, columns), or 4 with 1 or 3 channels");
        }
        Layout layout;
        if (sizes.length == 3) {
            layout = new Layout(1, sizes[1], sizes[2], false);
        } else if (isChannels(sizes[1])) {
            layout = new Layout(sizes[1], sizes[2], sizes[3], false);
        } else if (isChannels(sizes[3])) {
            layout = new Layout(sizes[3], sizes[1], sizes[2], true);
        } else {
            throw file.unsupported(
                    "its images have the sizes " + sizes(sizes),
                    "1 or 3 channels, before or behind rows and columns, are");
        }
        if (!isSide(layout.rows()) || !isSide(layout.columns())) {
            throw file.unsupported(
                    "its images are " + layout.rows() + "×" + layout.columns(),
                    Task.MIN_SIDE + " to " + Task.MAX_SIDE + " rows and columns are");
        }
        return layout;
    }

    private static boolean isChannels(int size) {
        return size == 1 || size == 3;
    }

    private static boolean isSide(int size) {
        return size >= Task.MIN_SIDE && size <= Task.MAX_SIDE;
    }

    private static String sizes(int[] sizes) {
        return Arrays.stream(sizes).skip(1).mapToObj(Integer::toString).collect(Collectors.joining("×"));
    }

    /**
     * Reads labels.
     *
     * @throws org.mnist.base.Failure of kind BAD_INPUT if the file is not exactly what it should be
     */
    static IdxLabels labels(IdxSource source) {
        return IdxStream.read(source, file -> {
            file.header("labels", MAX_COUNT);
            int columns = columns(file);
            file.requireNoBomb();
            int width = file.type().bytes();
            byte[] row = new byte[columns * width];
            int count = file.sizes()[0];
            // What a header announces costs nothing before it is there.
            int[] values = new int[Math.min(count, 1 << 16)];
            for (int i = 0; i < count; i++) {
                if (i == values.length) {
                    values = Arrays.copyOf(values, (int) Math.min(count, 2L * i));
                }
                file.next(row);
                values[i] = first(row, width);
                if (values[i] < 0) {
                    throw file.unsupported("label " + i + " is " + values[i], "whole numbers from 0 on are");
                }
            }
            return new IdxLabels(values, file.finish());
        });
    }

    private static int columns(IdxStream file) {
        int[] sizes = file.sizes();
        switch (file.type()) {
            case UNSIGNED_BYTE, SHORT, INT -> {}
            default ->
                throw file.unsupported(
                        "its labels are " + file.type(),
                        IdxStream.Type.UNSIGNED_BYTE + ", " + IdxStream.Type.SHORT + " and " + IdxStream.Type.INT
                                + " are");
        }
        if (sizes.length == 1) {
            return 1;
        }
        if (sizes.length == 2 && (sizes[1] == 1 || (sizes[1] == QMNIST_COLUMNS && file.type() == IdxStream.Type.INT))) {
            return sizes[1];
        }
        throw file.unsupported(
                "its labels have the sizes " + Text.count(sizes[0]) + "×" + sizes(sizes),
                "one number for each image is, or QMNIST's rows of 8 numbers of 32 bits");
    }

    private static int first(byte[] row, int bytes) {
        ByteBuffer number = ByteBuffer.wrap(row);
        return switch (bytes) {
            case 1 -> number.get() & 0xff;
            case 2 -> number.getShort();
            default -> number.getInt();
        };
    }
}
