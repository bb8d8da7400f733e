package org.mnist.report;

import java.awt.image.BufferedImage;
import org.mnist.data.Images;
import org.mnist.network.Shape;

/** An image painted enlarged onto a sheet, each of its pixels a square. */
final class ImageTile {
    private ImageTile() {}

    /**
     * Paints an image.
     *
     * @param pixels values from 0 black to 1 white, channel by channel, row by row
     * @param image the shape of the image
     * @param scale side of each square, in pixels of the sheet
     * @param left first column on the sheet
     * @param top first row on the sheet
     */
    static void paint(float[] pixels, Shape image, int scale, BufferedImage sheet, int left, int top) {
        int plane = image.height() * image.width();
        for (int y = 0; y < image.height() * scale; y++) {
            for (int x = 0; x < image.width() * scale; x++) {
                int at = y / scale * image.width() + x / scale;
                int red = level(pixels[at]);
                int green = image.channels() == 1 ? red : level(pixels[plane + at]);
                int blue = image.channels() == 1 ? red : level(pixels[2 * plane + at]);
                sheet.setRGB(left + x, top + y, red << 16 | green << 8 | blue);
            }
        }
    }

    /** Paints image {@code i} of several. */
    static void paint(Images images, int i, int scale, BufferedImage sheet, int left, int top) {
        float[] pixels = new float[images.image().size()];
        images.copy(i, pixels, 0);
        paint(pixels, images.image(), scale, sheet, left, top);
    }

    private static int level(float value) {
        return Math.round(255 * value);
    }
}
