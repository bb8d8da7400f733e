package org.mnist.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.mnist.config.Augmentation;
import org.mnist.data.Augmenter;
import org.mnist.data.Images;
import org.mnist.network.Shape;

/** A contact sheet of an augmentation: a row for each class, the image as it is, then as the first epochs see it. */
public final class AugmentationPicture {
    /** The most rows; of more classes every other one is drawn, or fewer. */
    private static final int MOST_ROWS = 20;

    private static final int COLUMNS = 12;

    /** The side of an image on the sheet, as near as whole multiples come to it. */
    private static final int SIDE = 56;

    private static final int GAP = 3;
    private static final Color GROUND = new Color(0x303030);

    private AugmentationPicture() {}

    /**
     * Draws the first image of each class, or of so many classes as there is room for.
     *
     * @param images images among which each class is looked for; the row of a class that none of them is of stays empty
     * @param classes how many classes there are
     * @param seed from which the augmentation is drawn, as in a training from that seed
     */
    public static BufferedImage draw(Images images, int classes, Augmentation augmentation, long seed) {
        List<Integer> drawn = drawn(classes);
        Shape image = images.image();
        int scale = scale(image);
        int across = image.width() * scale + GAP;
        int down = image.height() * scale + GAP;
        BufferedImage sheet =
                new BufferedImage(COLUMNS * across + GAP, drawn.size() * down + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(GROUND);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        pen.dispose();
        int[] first = first(images, classes);
        for (int row = 0; row < drawn.size(); row++) {
            if (first[drawn.get(row)] >= 0) {
                row(images, first[drawn.get(row)], augmentation, seed, sheet, GAP + row * down);
            }
        }
        return sheet;
    }

    /** The labels of the classes that have a row: all, or some at even distances. */
    public static List<Integer> drawn(int classes) {
        int rows = Math.min(classes, MOST_ROWS);
        return IntStream.range(0, rows).mapToObj(row -> row * classes / rows).toList();
    }

    private static int scale(Shape image) {
        return Math.max(1, (int) Math.round((double) SIDE / Math.max(image.height(), image.width())));
    }

    /** The first image of each class; -1 where there is none. */
    private static int[] first(Images images, int classes) {
        int[] first = new int[classes];
        for (int i = images.count() - 1; i >= 0; i--) {
            first[images.label(i)] = i + 1;
        }
        for (int label = 0; label < classes; label++) {
            first[label]--;
        }
        return first;
    }

    private static void row(
            Images images, int image, Augmentation augmentation, long seed, BufferedImage sheet, int top) {
        int scale = scale(images.image());
        ImageTile.paint(images, image, scale, sheet, GAP, top);
        float[] pixels = new float[images.image().size()];
        for (int epoch = 1; epoch < COLUMNS; epoch++) {
            new Augmenter(augmentation, seed, epoch, images.image()).copy(images, image, pixels, 0);
            int left = GAP + epoch * (images.image().width() * scale + GAP);
            ImageTile.paint(pixels, images.image(), scale, sheet, left, top);
        }
    }
}
