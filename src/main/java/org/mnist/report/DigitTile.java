package org.mnist.report;

import java.awt.image.BufferedImage;
import org.mnist.data.Images;

/** An MNIST image painted enlarged onto a sheet, each of its pixels a square. */
final class DigitTile {
    private DigitTile() {}

    /**
     * Paints an image.
     *
     * @param pixels 28 × 28 values, 0 black to 1 white, row by row
     * @param scale side of each square, in pixels of the sheet
     * @param left first column on the sheet
     * @param top first row on the sheet
     */
    static void paint(float[] pixels, int scale, BufferedImage sheet, int left, int top) {
        for (int y = 0; y < Images.SIDE * scale; y++) {
            for (int x = 0; x < Images.SIDE * scale; x++) {
                sheet.setRGB(left + x, top + y, gray(pixels[y / scale * Images.SIDE + x / scale]));
            }
        }
    }

    /** Paints image {@code i} of several. */
    static void paint(Images images, int i, int scale, BufferedImage sheet, int left, int top) {
        float[] pixels = new float[Images.PIXELS];
        images.copy(i, pixels, 0);
        paint(pixels, scale, sheet, left, top);
    }

    private static int gray(float value) {
        int level = Math.round(255 * value);
        return level << 16 | level << 8 | level;
    }
}
