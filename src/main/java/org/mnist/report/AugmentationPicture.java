package org.mnist.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.mnist.config.Augmentation;
import org.mnist.data.Augmenter;
import org.mnist.data.Images;

/** A contact sheet of an augmentation: a row for each class, the image as it is, then as the first epochs see it. */
public final class AugmentationPicture {
    private static final int COLUMNS = 12;
    private static final int SCALE = 2;
    private static final int GAP = 3;
    private static final Color GROUND = new Color(0x303030);

    private AugmentationPicture() {}

    /**
     * Draws the first image of each class.
     *
     * @param images images among which each class is looked for; the row of a class that none of them is of stays empty
     * @param seed from which the augmentation is drawn, as in a training from that seed
     */
    public static BufferedImage draw(Images images, Augmentation augmentation, long seed) {
        int classes =
                1 + IntStream.range(0, images.count()).map(images::label).max().orElse(0);
        int across = images.image().width() * SCALE + GAP;
        int down = images.image().height() * SCALE + GAP;
        BufferedImage sheet =
                new BufferedImage(COLUMNS * across + GAP, classes * down + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(GROUND);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        pen.dispose();
        boolean[] drawn = new boolean[classes];
        for (int image = 0; image < images.count(); image++) {
            int label = images.label(image);
            if (!drawn[label]) {
                drawn[label] = true;
                row(images, image, augmentation, seed, sheet, GAP + label * down);
            }
        }
        return sheet;
    }

    private static void row(
            Images images, int image, Augmentation augmentation, long seed, BufferedImage sheet, int top) {
        DigitTile.paint(images, image, SCALE, sheet, GAP, top);
        float[] pixels = new float[images.image().size()];
        for (int epoch = 1; epoch < COLUMNS; epoch++) {
            new Augmenter(augmentation, seed, epoch, images.image()).copy(images, image, pixels, 0);
            int left = GAP + epoch * (images.image().width() * SCALE + GAP);
            DigitTile.paint(pixels, images.image(), SCALE, sheet, left, top);
        }
    }
}
