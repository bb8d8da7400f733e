package org.mnist.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.mnist.config.Augmentation;
import org.mnist.data.Augmenter;
import org.mnist.data.Images;
import org.mnist.network.LayerSpec;

/** A contact sheet of an augmentation: a row for each digit, the image as it is, then as the first epochs see it. */
public final class AugmentationPicture {
    private static final int COLUMNS = 12;
    private static final int SCALE = 2;
    private static final int GAP = 3;
    private static final int CELL = Images.SIDE * SCALE + GAP;
    private static final Color GROUND = new Color(0x303030);

    private AugmentationPicture() {}

    /**
     * Draws the first image of each digit.
     *
     * @param images images among which each digit is looked for; the row of a digit that none of them is stays empty
     * @param seed from which the augmentation is drawn, as in a training from that seed
     */
    public static BufferedImage draw(Images images, Augmentation augmentation, long seed) {
        BufferedImage sheet =
                new BufferedImage(COLUMNS * CELL + GAP, LayerSpec.CLASSES * CELL + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(GROUND);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        pen.dispose();
        boolean[] drawn = new boolean[LayerSpec.CLASSES];
        for (int image = 0; image < images.count(); image++) {
            int digit = images.label(image);
            if (!drawn[digit]) {
                drawn[digit] = true;
                row(images, image, augmentation, seed, sheet, GAP + digit * CELL);
            }
        }
        return sheet;
    }

    private static void row(
            Images images, int image, Augmentation augmentation, long seed, BufferedImage sheet, int top) {
        DigitTile.paint(images, image, SCALE, sheet, GAP, top);
        float[] pixels = new float[Images.PIXELS];
        for (int epoch = 1; epoch < COLUMNS; epoch++) {
            new Augmenter(augmentation, seed, epoch).copy(images, image, pixels, 0);
            DigitTile.paint(pixels, SCALE, sheet, GAP + epoch * CELL, top);
        }
    }
}
