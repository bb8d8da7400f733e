package org.mnist.vision;

import java.util.Arrays;

/** A picture of one number a pixel, row by row; mostly 0 to 1. */
final class GrayImage {
    private final int width;
    private final int height;
    private final float[] values;

    /** A picture of zeros. */
    GrayImage(int width, int height) {
        this.width = width;
        this.height = height;
        values = new float[width * height];
    }

    /** Columns. */
    int width() {
        return width;
    }

    /** Rows. */
    int height() {
        return height;
    }

    /** The numbers themselves, no copy: who writes to them changes the picture. */
    float[] values() {
        return values;
    }

    /** The number of one pixel. */
    float at(int x, int y) {
        return values[y * width + x];
    }

    /**
     * A point in a picture.
     *
     * @param x column, from the middle of the first one
     * @param y row, from the middle of the first one
     */
    record Point(double x, double y) {}

    /** The centre of mass; no numbers if all is 0. */
    Point centre() {
        double mass = 0;
        double momentY = 0;
        double momentX = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                mass += at(x, y);
                momentY += at(x, y) * y;
                momentX += at(x, y) * x;
            }
        }
        return new Point(momentX / mass, momentY / mass);
    }

    /** The largest number; 0 if none is above it. */
    float largest() {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    /** A copy of a part. */
    GrayImage part(Box box) {
        GrayImage part = new GrayImage(box.width(), box.height());
        for (int y = 0; y < box.height(); y++) {
            System.arraycopy(values, (box.y() + y) * width + box.x(), part.values, y * box.width(), box.width());
        }
        return part;
    }

    /** The picture with rows as columns. */
    GrayImage transposed() {
        GrayImage other = new GrayImage(height, width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                other.values[x * height + y] = values[y * width + x];
            }
        }
        return other;
    }

    /** The picture at another size, each pixel the mean of the area that it covers. */
    GrayImage scaled(int newWidth, int newHeight) {
        return scaledAcross(newWidth).transposed().scaledAcross(newHeight).transposed();
    }

    private GrayImage scaledAcross(int newWidth) {
        if (newWidth == width) {
            return this;
        }
        GrayImage scaled = new GrayImage(newWidth, height);
        double step = (double) width / newWidth;
        for (int x = 0; x < newWidth; x++) {
            double left = x * step;
            double right = Math.min(width, left + step);
            for (int from = (int) left; from < right; from++) {
                float share = (float) ((Math.min(right, from + 1.0) - Math.max(left, from)) / step);
                for (int y = 0; y < height; y++) {
                    scaled.values[y * newWidth + x] += share * values[y * width + from];
                }
            }
        }
        return scaled;
    }

    /**
     * The picture after morphological closing, which paints everything dark that is narrower than {@code size} over by
     * its surroundings: the largest value of each window, and of those the smallest.
     */
    GrayImage closed(int size) {
        return mostDown(size, true)
                .transposed()
                .mostDown(size, true)
                .mostDown(size, false)
                .transposed()
                .mostDown(size, false);
    }

    /**
     * The largest or smallest value of each window of a column, after van Herk, Pattern Recognition Letters 13 (1992):
     * three comparisons a pixel for windows of any size. All columns go at once, which a processor does by the dozen.
     */
    private GrayImage mostDown(int size, boolean largest) {
        int reach = size / 2;
        int window = 2 * reach + 1;
        int blocks = (height + 2 * reach + window - 1) / window;
        float[] ahead = new float[blocks * window * width]; // extremes from a block's first row to this one
        Arrays.fill(ahead, largest ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY);
        System.arraycopy(values, 0, ahead, reach * width, values.length);
        float[] behind = ahead.clone(); // extremes from this row to the block's last
        for (int block = 0; block < blocks; block++) {
            for (int row = 1; row < window; row++) {
                int down = (block * window + row) * width;
                most(ahead, down - width, ahead, down, ahead, down, largest);
                int up = (block * window + window - 1 - row) * width;
                most(behind, up + width, behind, up, behind, up, largest);
            }
        }
        GrayImage result = new GrayImage(width, height);
        for (int y = 0; y < height; y++) {
            most(behind, y * width, ahead, (y + window - 1) * width, result.values, y * width, largest);
        }
        return result;
    }

    /** Writes the larger, or the smaller, of each two numbers of two rows. */
    private void most(float[] a, int aAt, float[] b, int bAt, float[] to, int at, boolean largest) {
        if (largest) {
            for (int x = 0; x < width; x++) {
                to[at + x] = Math.max(a[aAt + x], b[bAt + x]);
            }
        } else {
            for (int x = 0; x < width; x++) {
                to[at + x] = Math.min(a[aAt + x], b[bAt + x]);
            }
        }
    }

    /** The mean of each window of {@code size} × {@code size} pixels, as far as it lies within the picture; odd sizes. */
    GrayImage mean(int size) {
        return meanDown(size / 2).transposed().meanDown(size / 2).transposed();
    }

    private GrayImage meanDown(int reach) {
        GrayImage mean = new GrayImage(width, height);
        double[] sums = new double[width];
        for (int y = -reach; y < height; y++) {
            if (y + reach < height) {
                add(sums, 1, y + reach);
            }
            if (y >= 0) {
                int rows = Math.min(height - 1, y + reach) - Math.max(0, y - reach) + 1;
                for (int x = 0; x < width; x++) {
                    mean.values[y * width + x] = (float) (sums[x] / rows);
                }
            }
            if (y >= reach) {
                add(sums, -1, y - reach);
            }
        }
        return mean;
    }

    private void add(double[] sums, int sign, int row) {
        for (int x = 0; x < width; x++) {
            sums[x] += sign * values[row * width + x];
        }
    }
}
