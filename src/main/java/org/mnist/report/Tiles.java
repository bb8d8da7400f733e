package org.mnist.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.mnist.data.Images;
import org.mnist.eval.EvalResult.Mistake;

/** Many small pictures in rows: mistakes, and the kernels of a first layer. */
final class Tiles {
    private static final int GAP = 10;

    private Tiles() {}

    /** The images that were surely taken for another digit: what each is, what it was taken for, and how surely. */
    static BufferedImage mistakes(List<Mistake> mistakes, Images images, Theme paper) {
        int columns = 8;
        int scale = 3;
        int caption = 22;
        int side = Images.SIDE * scale;
        int rows = Math.max(1, (mistakes.size() + columns - 1) / columns);
        BufferedImage sheet = paper.sheet(GAP + columns * (side + GAP), GAP + rows * (side + caption + GAP));
        Graphics2D pen = paper.pen(sheet, 12);
        if (mistakes.isEmpty()) {
            Theme.centred(pen, "no mistakes", sheet.getWidth() / 2, sheet.getHeight() / 2);
        }
        float[] pixels = new float[Images.PIXELS];
        for (int i = 0; i < mistakes.size(); i++) {
            Mistake mistake = mistakes.get(i);
            int left = GAP + i % columns * (side + GAP);
            int top = GAP + i / columns * (side + caption + GAP);
            images.copy(mistake.image(), pixels, 0);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    int grey = Math.round(255 * pixels[y / scale * Images.SIDE + x / scale]);
                    sheet.setRGB(left + x, top + y, grey << 16 | grey << 8 | grey);
                }
            }
            String text = String.format(
                    Locale.ROOT, "%d → %d  %.1f %%", mistake.label(), mistake.predicted(), 100 * mistake.probability());
            Theme.centred(pen, text, left + side / 2, top + side + 16);
        }
        pen.dispose();
        return sheet;
    }

    /**
     * Kernels, each scaled to its own largest weight: one colour is positive, the other negative, the ground is zero.
     *
     * @param kernels of the first layer: number, row, column
     */
    static BufferedImage kernels(float[][][] kernels, Theme paper) {
        int rows = kernels[0].length;
        int columns = kernels[0][0].length;
        int scale = Math.max(3, 90 / Math.max(rows, columns));
        int across = (int) Math.ceil(Math.sqrt(2.0 * kernels.length));
        int down = (kernels.length + across - 1) / across;
        BufferedImage sheet = paper.sheet(GAP + across * (columns * scale + GAP), GAP + down * (rows * scale + GAP));
        Graphics2D pen = sheet.createGraphics();
        for (int k = 0; k < kernels.length; k++) {
            int left = GAP + k % across * (columns * scale + GAP);
            int top = GAP + k / across * (rows * scale + GAP);
            float largest = largest(kernels[k]);
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    float weight = largest == 0 ? 0 : kernels[k][y][x] / largest;
                    Color colour = weight > 0 ? paper.validation() : paper.mark();
                    pen.setColor(paper.blend(colour, Math.abs(weight)));
                    pen.fillRect(left + x * scale, top + y * scale, scale, scale);
                }
            }
            pen.setColor(paper.faint());
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
