package org.mnist.report;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.mnist.config.Augmentation;
import org.mnist.data.Augmenter;
import org.mnist.data.Images;
import org.mnist.network.LayerSpec;

/** A picture of what an augmentation does: a row for each digit, the image as it is, and then as some epochs see it. */
public final class ContactSheet {
    private static final int COLUMNS = 12;
    private static final int SCALE = 2;
    private static final int GAP = 3;
    private static final int CELL = Images.SIDE * SCALE + GAP;
    private static final int GROUND = 0x30;

    private ContactSheet() {}

    /** Draws the first image of each digit. */
    public static BufferedImage draw(Images images, Augmentation augmentation, long seed) {
        int[] ground = new int[(COLUMNS * CELL + GAP) * (LayerSpec.CLASSES * CELL + GAP)];
        Arrays.fill(ground, grey(GROUND));
        BufferedImage sheet =
                new BufferedImage(COLUMNS * CELL + GAP, LayerSpec.CLASSES * CELL + GAP, BufferedImage.TYPE_INT_RGB);
        sheet.setRGB(0, 0, sheet.getWidth(), sheet.getHeight(), ground, 0, sheet.getWidth());
        float[] pixels = new float[Images.PIXELS];
        for (int digit = 0; digit < LayerSpec.CLASSES; digit++) {
            int image = firstOf(digit, images);
            for (int column = 0; column < COLUMNS; column++) {
                if (column == 0) {
                    images.copy(image, pixels, 0);
                } else {
                    new Augmenter(augmentation, seed, column).copy(images, image, pixels, 0);
                }
                paint(pixels, sheet, GAP + column * CELL, GAP + digit * CELL);
            }
        }
        return sheet;
    }

    private static int firstOf(int digit, Images images) {
        for (int i = 0; i < images.count(); i++) {
            if (images.label(i) == digit) {
                return i;
            }
        }
        return 0;
    }

    private static void paint(float[] pixels, BufferedImage sheet, int left, int top) {
        for (int y = 0; y < Images.SIDE * SCALE; y++) {
            for (int x = 0; x < Images.SIDE * SCALE; x++) {
                float value = pixels[y / SCALE * Images.SIDE + x / SCALE];
                sheet.setRGB(left + x, top + y, grey(Math.round(255 * value)));
            }
        }
    }

    private static int grey(int value) {
        return value << 16 | value << 8 | value;
    }
}
