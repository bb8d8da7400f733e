package org.mnist.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** The kernels of a first layer as tiles, each scaled to its own largest weight. */
final class FiltersPicture {
    private static final int GAP = 10;

    /** The size of a kernel's longer side in pixels, or a little less. */
    private static final int SIDE = 90;

    private static final int LEAST_SCALE = 3;

    private FiltersPicture() {}

    /**
     * Draws the kernels in their order, in rows that hold about twice as many as there are rows: one colour is positive,
     * the other negative, the ground is zero.
     *
     * @param kernels weights by number, row and column; at least one, all of one size
     */
    static BufferedImage draw(float[][][] kernels, Theme theme) {
        int rows = kernels[0].length;
        int columns = kernels[0][0].length;
        int scale = Math.max(LEAST_SCALE, SIDE / Math.max(rows, columns));
        int across = (int) Math.ceil(Math.sqrt(2.0 * kernels.length));
        int down = (kernels.length + across - 1) / across;
        BufferedImage sheet = theme.sheet(GAP + across * (columns * scale + GAP), GAP + down * (rows * scale + GAP));
        Graphics2D pen = sheet.createGraphics();
        for (int k = 0; k < kernels.length; k++) {
            int left = GAP + k % across * (columns * scale + GAP);
            int top = GAP + k / across * (rows * scale + GAP);
            float largest = largest(kernels[k]);
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    float weight = largest == 0 ? 0 : kernels[k][y][x] / largest;
                    Color colour = weight > 0 ? theme.validation() : theme.mark();
                    pen.setColor(theme.blend(colour, Math.abs(weight)));
                    pen.fillRect(left + x * scale, top + y * scale, scale, scale);
                }
            }
            pen.setColor(theme.faint());
            pen.drawRect(left - 1, top - 1, columns * scale + 1, rows * scale + 1);
        }
        pen.dispose();
        return sheet;
    }

    private static float largest(float[][] kernel) {
        float largest = 0;
        for (float[] row : kernel) {
            for (float weight : row) {
                largest = Math.max(largest, Math.abs(weight));
            }
        }
        return largest;
    }
}
