package org.mnist.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.mnist.base.Hashes;
import org.mnist.network.Shape;

/**
 * Labelled images of one shape: one byte a number, 0 background to 255 ink, channel by channel, row by row.
 *
 * <p>The arrays are shared, not copied: callers read them only.
 */
public final class Images {
    /** About how long one array is; an array of all images may be longer than Java's can be, and takes twice to grow. */
    private static final int CHUNK_BYTES = 1 << 22;

    private final Shape image;
    private final byte[][] chunks;
    private final int chunk;
    private final int[] labels;

    private Images(Shape image, byte[][] chunks, int chunk, int[] labels) {
        this.image = image;
        this.chunks = chunks;
        this.chunk = chunk;
        this.labels = labels;
    }

    /**
     * Images with their labels.
     *
     * @param image the shape of each
     * @param pixels image after image
     * @param labels one for each image, from 0
     */
    public Images(Shape image, byte[] pixels, int[] labels) {
        this(image, new byte[][] {pixels}, Math.max(1, labels.length), labels);
        if (pixels.length != (long) labels.length * image.size()) {
            throw new IllegalArgumentException(pixels.length + " pixels for " + labels.length + " labels");
        }
    }

    /** Images that come one after the other, whose number nobody knows yet. */
    public static final class Builder {
        private final Shape image;
        private final int chunk;
        private byte[][] chunks = new byte[16][];
        private int[] labels = new int[1024];
        private int count;

        /** Images of a shape, none yet. */
        public Builder(Shape image) {
            this.image = image;
            this.chunk = Math.max(1, CHUNK_BYTES / image.size());
        }

        /** The shape of each. */
        public Shape image() {
            return image;
        }

        /** How many there are by now. */
        public int count() {
            return count;
        }

        /**
         * Adds an image.
         *
         * @param pixels what holds its numbers from {@code from} on; they are copied
         * @param label its label, from 0
         */
        public void add(byte[] pixels, int from, int label) {
            int size = image.size();
            if (count == labels.length) {
                labels = Arrays.copyOf(labels, 2 * count);
            }
            int place = count % chunk;
            if (place == 0) {
                if (count / chunk == chunks.length) {
                    chunks = Arrays.copyOf(chunks, 2 * chunks.length);
                }
                chunks[count / chunk] = new byte[chunk * size];
            }
            System.arraycopy(pixels, from, chunks[count / chunk], place * size, size);
            labels[count++] = label;
        }

        /** Adds images that were built of the same shape. */
        public void addAll(Images others) {
            for (int i = 0; i < others.count(); i++) {
                add(others.chunks[i / others.chunk], i % others.chunk * image.size(), others.labels[i]);
            }
        }

        /**
         * Replaces every number that was added.
         *
         * @param by what takes its place, by the number itself
         */
        public void replace(byte[] by) {
            int size = image.size();
            for (int first = 0; first < count; first += chunk) {
                byte[] pixels = chunks[first / chunk];
                for (int k = 0; k < Math.min(chunk, count - first) * size; k++) {
                    pixels[k] = by[pixels[k] & 0xff];
                }
            }
        }

        /** Replaces every label that was added: {@code by} has the new one at the place of the old one; -1 stays. */
        public void relabel(int[] by) {
            for (int i = 0; i < count; i++) {
                labels[i] = labels[i] < 0 ? labels[i] : by[labels[i]];
            }
        }

        /**
         * Takes images out. Those that stay move together, so that little more memory is needed than for those that go.
         *
         * @param indices of the images to take, in ascending order
         */
        public Images take(int[] indices) {
            int size = image.size();
            Builder taken = new Builder(image);
            int stay = 0;
            for (int i = 0; i < count; i++) {
                byte[] pixels = chunks[i / chunk];
                int from = i % chunk * size;
                if (taken.count < indices.length && indices[taken.count] == i) {
                    taken.add(pixels, from, labels[i]);
                } else {
                    System.arraycopy(pixels, from, chunks[stay / chunk], stay % chunk * size, size);
                    labels[stay++] = labels[i];
                }
            }
            if (taken.count < indices.length) {
                throw new IllegalArgumentException("indices are not ascending, or beyond " + count);
            }
            count = stay;
            return taken.build();
        }

        /** All that were added; nothing is added or changed afterwards. */
        public Images build() {
            return new Images(
                    image, Arrays.copyOf(chunks, (count + chunk - 1) / chunk), chunk, Arrays.copyOf(labels, count));
        }
    }

    /** The shape of each. */
    public Shape image() {
        return image;
    }

    /** How many there are. */
    public int count() {
        return labels.length;
    }

    /** The label of image {@code i}, from 0. */
    public int label(int i) {
        return labels[i];
    }

    /** The same images with other labels. */
    public Images labelled(int[] others) {
        if (others.length != labels.length) {
            throw new IllegalArgumentException(others.length + " labels for " + labels.length + " images");
        }
        return new Images(image, chunks, chunk, others);
    }

    /** The number at a place of image {@code i}, 0 to 255; places count channel by channel, row by row. */
    public int at(int i, int place) {
        return chunks[i / chunk][i % chunk * image.size() + place] & 0xff;
    }

    /** The numbers of image {@code i}. */
    public byte[] bytes(int i) {
        byte[] bytes = new byte[image.size()];
        copy(i, bytes);
        return bytes;
    }

    /** Writes the numbers of image {@code i} into {@code target}, from its first place on. */
    void copy(int i, byte[] target) {
        int size = image.size();
        System.arraycopy(chunks[i / chunk], i % chunk * size, target, 0, size);
    }

    /** Writes image {@code i}, scaled to 0..1, into {@code target} from {@code offset} on. */
    public void copy(int i, float[] target, int offset) {
        byte[] pixels = chunks[i / chunk];
        int size = image.size();
        int from = i % chunk * size;
        for (int k = 0; k < size; k++) {
            target[offset + k] = (pixels[from + k] & 0xff) / 255f;
        }
    }

    /** The same of one channel, with {@code stride} numbers from one row to the next. */
    void copy(int i, int channel, float[] target, int offset, int stride) {
        byte[] pixels = chunks[i / chunk];
        int width = image.width();
        int from = i % chunk * image.size() + channel * image.height() * width;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < width; x++) {
                target[offset + y * stride + x] = (pixels[from + y * width + x] & 0xff) / 255f;
            }
        }
    }

    /** SHA-256, in hexadecimal, of the shape, the images and the labels, whatever file they came from. */
    public String sha256() {
        MessageDigest digest = Hashes.sha256();
        digest.update((image + ", " + count() + " images\n").getBytes(StandardCharsets.UTF_8));
        for (int first = 0; first < count(); first += chunk) {
            digest.update(chunks[first / chunk], 0, Math.min(chunk, count() - first) * image.size());
        }
        for (int label : labels) {
            digest.update((byte) (label >> 8));
            digest.update((byte) label);
        }
        return Hashes.hex(digest);
    }
}
