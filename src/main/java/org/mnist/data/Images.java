package org.mnist.data;

/**
 * Labelled images as the files hold them: one byte a pixel, 0 background to 255 ink, row by row.
 *
 * <p>The arrays are shared, not copied: callers read them only.
 */
public final class Images {
    /** Rows and columns of an image. */
    public static final int SIDE = 28;

    /** Pixels of an image. */
    public static final int PIXELS = SIDE * SIDE;

    private final byte[] pixels;
    private final byte[] labels;

    /**
     * Images with their labels.
     *
     * @param pixels image after image, {@link #PIXELS} bytes each
     * @param labels 0 to 9, one for each image
     */
    public Images(byte[] pixels, byte[] labels) {
        if (pixels.length != (long) labels.length * PIXELS) {
            throw new IllegalArgumentException(pixels.length + " pixels for " + labels.length + " labels");
        }
        this.pixels = pixels;
        this.labels = labels;
    }

    /** How many there are. */
    public int count() {
        return labels.length;
    }

    /** The label of image {@code i}. */
    public int label(int i) {
        return labels[i];
    }

    /** Writes image {@code i}, scaled to 0..1, into {@code target} from {@code offset} on. */
    public void copy(int i, float[] target, int offset) {
        copy(i, target, offset, SIDE);
    }

    /** The same with {@code stride} numbers from one row to the next. */
    void copy(int i, float[] target, int offset, int stride) {
        int from = i * PIXELS;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                target[offset + y * stride + x] = (pixels[from + y * SIDE + x] & 0xff) / 255f;
            }
        }
    }
}
