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
    /** Images in one array, at most; an array of all of them may be longer than Java's arrays can be, and takes twice to grow. */
    private static final int CHUNK = 4096;

    /** Bytes of such an array, at most: nothing that announces large images gets more room before it has shown some. */
    private static final int CHUNK_BYTES = 4 << 20;

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
        private byte[][] chunks = new byte[1][];
        private int[] labels;
        private int count;

        /** Images of a shape, none yet. */
        public Builder(Shape image) {
            this.image = image;
            this.chunk = Integer.highestOneBit(Math.max(1, Math.min(CHUNK, CHUNK_BYTES / image.size())));
            this.labels = new int[chunk];
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
                chunks = Arrays.copyOf(chunks, labels.length / chunk);
            }
            int place = count % chunk;
            if (place == 0) {
                chunks[count / chunk] = new byte[chunk * size];
            }
            System.arraycopy(pixels, from, chunks[count / chunk], place * size, size);
            labels[count++] = label;
        }

        /** All that were added; nothing is added afterwards. */
        public Images build() {
            return new Images(image, chunks, chunk, Arrays.copyOf(labels, count));
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
    Images labelled(int[] others) {
        if (others.length != labels.length) {
            throw new IllegalArgumentException(others.length + " labels for " + labels.length + " images");
        }
        return new Images(image, chunks, chunk, others);
    }

    /** The number at a place of image {@code i}, 0 to 255; places count channel by channel, row by row. */
    public int at(int i, int place) {
        return chunks[i / chunk][i % chunk * image.size() + place] & 0xff;
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
    String sha256() {
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
