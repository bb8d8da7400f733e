package org.mnist.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.mnist.base.Text;

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

    /** The most kernels of a page, which would be large with more. */
    private static final int MOST_ON_PAGE = 128;

    /** The colours of weights above and below zero, which stand out from light and dark alike. */
    static final int POSITIVE = 0x2f81f7;

    /** See {@link #POSITIVE}. */
    static final int NEGATIVE = 0xe5484d;

    private FiltersPicture() {}

    /**
     * Draws the kernels in their order, in rows that hold about twice as many as there are rows. Of a kernel for grey images
     * one colour is positive, the other negative, the ground is zero. A kernel for coloured images is drawn in the colours
     * that it answers to: middle grey is zero.
     *
     * @param kernels weights by number, channel, row and column; at least one, all of one size
     */
    static Drawing draw(float[][][][] kernels) {
        int scale = scale(kernels);
        int width = scale * kernels[0][0][0].length;
        int height = scale * kernels[0][0].length;
        int count = Math.min(kernels.length, MOST_PIXELS / ((width + GAP) * (height + GAP)));
        int across = (int) Math.ceil(Math.sqrt(2.0 * count));
        int down = (count + across - 1) / across;
        return new Drawing(GAP + across * (width + GAP), GAP + down * (height + GAP), canvas -> {
            for (int k = 0; k < count; k++) {
                int left = GAP + k % across * (width + GAP);
                int top = GAP + k / across * (height + GAP);
                canvas.image(picture(kernels[k]), left, top, width, height);
                canvas.frame(left - 1, top - 1, width + 2, height + 2, Ink.FAINT);
            }
        });
    }

    /** The same as images of a page, which are in as many rows as they need there. */
    static String html(float[][][][] kernels) {
        int scale = scale(kernels);
        int count = Math.min(kernels.length, MOST_ON_PAGE);
        StringBuilder tiles = new StringBuilder();
        if (count < kernels.length) {
            tiles.append("<p class=\"soft\">The first ")
                    .append(count)
                    .append(" of ")
                    .append(kernels.length)
                    .append(".</p>\n");
        }
        tiles.append("<div class=\"gallery kernels\">\n");
        for (int k = 0; k < count; k++) {
            tiles.append(Text.format(
                    "<img alt=\"kernel %d\" width=\"%d\" height=\"%d\" src=\"%s\"/>\n",
                    k + 1,
                    Math.max(1, scale * kernels[0][0][0].length / 2),
                    Math.max(1, scale * kernels[0][0].length / 2),
                    Png.address(picture(kernels[k]))));
        }
        return tiles + "</div>";
    }

    /** How many pixels wide a weight is. */
    private static int scale(float[][][][] kernels) {
        int longer = Math.max(kernels[0][0].length, kernels[0][0][0].length);
        return LEAST_SCALE * longer <= LARGE ? Math.max(LEAST_SCALE, SIDE / longer) : Math.max(1, LARGE / longer);
    }

    /** A kernel, a pixel for each weight; of one for grey images what is weak is transparent. */
    private static BufferedImage picture(float[][][] kernel) {
        int rows = kernel[0].length;
        int columns = kernel[0][0].length;
        float largest = largest(kernel);
        BufferedImage picture = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                picture.setRGB(x, y, colour(kernel, y, x, largest == 0 ? 1 : largest));
            }
        }
        return picture;
    }

    private static int colour(float[][][] kernel, int y, int x, float largest) {
        if (kernel.length == 3) {
            return new Color(
                            level(kernel[0][y][x] / largest),
                            level(kernel[1][y][x] / largest),
                            level(kernel[2][y][x] / largest))
                    .getRGB();
        }
        float weight = kernel[0][y][x] / largest;
        return Math.round(255 * Math.abs(weight)) << 24 | (weight > 0 ? POSITIVE : NEGATIVE);
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
