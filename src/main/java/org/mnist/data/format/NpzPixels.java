package org.mnist.data.format;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Text;
import org.mnist.data.Images;

/** Makes images of an array's numbers. */
abstract class NpzPixels implements NpzFile.Elements {
    private final NpzFile file;
    private final String array;
    private final NpyType type;
    private final PixelScale scale = new PixelScale(this::replace);

    /** Where the numbers of an image belong. */
    final PixelLayout layout;

    /** The labels of the images, if there are any. */
    private final int @Nullable [] labels;

    NpzPixels(NpzFile file, String array, NpyHeader header, PixelLayout layout, int @Nullable [] labels) {
        this.file = file;
        this.array = array;
        this.type = header.type();
        this.layout = layout;
        this.labels = labels;
    }

    /** The label of an image; -1 if nothing is known of it. */
    final int label(int image) {
        return labels == null ? -1 : labels[image];
    }

    /** The number of an image at a place of a buffer, as 0 to 255. */
    final byte number(int image, ByteBuffer from, int at) {
        double number = type.number(from, at);
        int scaled = scale.of(number);
        if (scaled == PixelScale.REFUSED) {
            throw file.unsupported(
                    "image " + image + " of " + Text.printable(array) + " has the number " + number + "; "
                            + PixelScale.VALID + " are",
                    null);
        }
        return (byte) scaled;
    }

    /** The range that the numbers have. */
    final PixelScale scale() {
        return scale;
    }

    /** Replaces all numbers so far by those at their places in a table. */
    abstract void replace(byte[] by);

    /** All images. */
    abstract Images.Builder images();

    /** Numbers image after image. */
    static final class Ordered extends NpzPixels {
        private final Images.Builder images;
        private final byte[] image;
        private int next;

        Ordered(NpzFile file, String array, NpyHeader header, PixelLayout layout, int @Nullable [] labels) {
            super(file, array, header, layout, labels);
            images = new Images.Builder(layout.image());
            image = new byte[layout.image().size()];
        }

        @Override
        public void take(long i, ByteBuffer from, int at) {
            image[layout.places()[next]] = number(images.count(), from, at);
            next++;
            if (next == image.length) {
                images.add(image, 0, label(images.count()));
                next = 0;
            }
        }

        @Override
        void replace(byte[] by) {
            images.replace(by);
            for (int k = 0; k < image.length; k++) {
                image[k] = by[image[k] & 0xff];
            }
        }

        @Override
        Images.Builder images() {
            return images;
        }
    }

    /** Numbers in the order of Fortran: the first of each image, then another of each, and so on. */
    static final class Fortran extends NpzPixels {
        private final int[] sizes;
        private final int count;
        private final byte[][] numbers;
        private byte[] now = new byte[0];
        private int image;
        private int plane;

        /** Arrays of {@code count} bytes, one for each number of an image, are only made as the numbers come. */
        Fortran(NpzFile file, String array, NpyHeader header, PixelLayout layout, int count, int @Nullable [] labels) {
            super(file, array, header, layout, labels);
            sizes = header.shape().stream().skip(1).mapToInt(Math::toIntExact).toArray();
            numbers = new byte[layout.image().size()][0];
            this.count = count;
        }

        @Override
        public void take(long i, ByteBuffer from, int at) {
            if (image == 0) {
                now = new byte[count];
                numbers[place(plane)] = now;
            }
            now[image] = number(image, from, at);
            image++;
            if (image == count) {
                image = 0;
                plane++;
            }
        }

        /** The place of the number whose indices, of which the first runs fastest, come so late. */
        private int place(int late) {
            int rest = late;
            int index = 0;
            int stride = layout.places().length;
            for (int size : sizes) {
                stride /= size;
                index += rest % size * stride;
                rest /= size;
            }
            return layout.places()[index];
        }

        @Override
        void replace(byte[] by) {
            for (byte[] some : numbers) {
                for (int k = 0; k < some.length; k++) {
                    some[k] = by[some[k] & 0xff];
                }
            }
        }

        @Override
        Images.Builder images() {
            Images.Builder images = new Images.Builder(layout.image());
            byte[] pixels = new byte[numbers.length];
            for (int i = 0; i < count; i++) {
                for (int k = 0; k < pixels.length; k++) {
                    pixels[k] = numbers[k][i];
                }
                images.add(pixels, 0, label(i));
            }
            return images;
        }
    }
}
