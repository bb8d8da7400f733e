package org.mnist.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** The kernels of a first layer as tiles, each scaled to its own largest weight. */
final class FiltersPicture {
    private static final int GAP = 10;

    /** The size of a kernel's longer side in pixels, or a little less. */
    private static final int SIDE = 90;

    /** The same of kernels that are as large as an image, whose weights are at least one pixel each. */
    private static final int LARGE = 135;

    private static final int LEAST_SCALE = 3;

    /** The most pixels of a sheet: kernels for which there is no room are left out. */
    private static final int MOST_PIXELS = 12_000_000;

    private FiltersPicture() {}

    /**
     * Draws the kernels in their order, in rows that hold about twice as many as there are rows. Of a kernel for grey images
     * one colour is positive, the other negative, the ground is zero. A kernel for coloured images is drawn in the colours
     * that it answers to: middle grey is zero.
     *
     * @param kernels weights by number, channel, row and column; at least one, all of one size
     */
    static BufferedImage draw(float[][][][] kernels, Theme theme) {
        int rows = kernels[0][0].length;
        int columns = kernels[0][0][0].length;
        int longer = Math.max(rows, columns);
        int scale = LEAST_SCALE * longer <= LARGE ? Math.max(LEAST_SCALE, SIDE / longer) : Math.max(1, LARGE / longer);
        int count = Math.min(kernels.length, MOST_PIXELS / ((columns * scale + GAP) * (rows * scale + GAP)));
        int across = (int) Math.ceil(Math.sqrt(2.0 * count));
        int down = (count + across - 1) / across;
        BufferedImage sheet = theme.sheet(GAP + across * (columns * scale + GAP), GAP + down * (rows * scale + GAP));
        Graphics2D pen = sheet.createGraphics();
        for (int k = 0; k < count; k++) {
            int left = GAP + k % across * (columns * scale + GAP);
            int top = GAP + k / across * (rows * scale + GAP);
            float largest = largest(kernels[k]);
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    pen.setColor(colour(kernels[k], y, x, largest == 0 ? 1 : largest, theme));
                    pen.fillRect(left + x * scale, top + y * scale, scale, scale);
                }
            }
            pen.setColor(theme.faint());
            pen.drawRect(left - 1, top - 1, columns * scale + 1, rows * scale + 1);
        }
        pen.dispose();
        return sheet;
    }

    private static Color colour(float[][][] kernel, int y, int x, float largest, Theme theme) {
        if (kernel.length == 3) {
            return new Color(
                    level(kernel[0][y][x] / largest),
                    level(kernel[1][y][x] / largest),
                    level(kernel[2][y][x] / largest));
        }
        float weight = kernel[0][y][x] / largest;
        return theme.blend(weight > 0 ? theme.validation() : theme.mark(), Math.abs(weight));
    }

    /** The brightness for a weight from -1 to 1. */
    private static int level(float weight) {
        return Math.round(127.5f + 127.5f * weight);
    }

    private static float largest(float[][][] kernel) {
        float largest = 0;
        for (float[][] channel : kernel) {
            for (float[] row : channel) {
                for (float weight : row) {
                    largest = Math.max(largest, Math.abs(weight));
                }
            }
        }
        return largest;
    }
}
