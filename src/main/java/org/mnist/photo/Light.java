package org.mnist.photo;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/** The brightness of a picture, 0 to 1. */
final class Light {
    private Light() {}

    /** Colours by BT.601; transparent pixels are white paper, or black where all that is seen is light. */
    static Plane of(BufferedImage picture) {
        Plane light = new Plane(picture.getWidth(), picture.getHeight());
        boolean plainGrey = picture.getType() == BufferedImage.TYPE_BYTE_GRAY
                || picture.getType() == BufferedImage.TYPE_USHORT_GRAY;
        float largest = picture.getType() == BufferedImage.TYPE_USHORT_GRAY ? 65535 : 255;
        Raster raster = picture.getRaster();
        double ground = ground(picture);
        int[] row = new int[light.width()];
        for (int y = 0; y < light.height(); y++) {
            if (!plainGrey) {
                picture.getRGB(0, y, row.length, 1, row, 0, row.length);
            }
            for (int x = 0; x < row.length; x++) {
                // Java takes plain grey for linear light and would brighten it, so its samples are read as they are.
                light.values()[y * row.length + x] =
                        plainGrey ? raster.getSample(x, y, 0) / largest : (float) over(row[x], ground);
            }
        }
        return light;
    }

    private static double over(int argb, double ground) {
        double opaque = (argb >>> 24) / 255.0;
        return opaque * luma(argb) + (1 - opaque) * ground;
    }

    private static double luma(int argb) {
        return (0.299 * (argb >> 16 & 0xff) + 0.587 * (argb >> 8 & 0xff) + 0.114 * (argb & 0xff)) / 255;
    }

    /** What shows through: white under dark ink, black under light ink. */
    private static double ground(BufferedImage picture) {
        if (!picture.getColorModel().hasAlpha()) {
            return 1;
        }
        double ink = 0;
        double opaque = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int argb = picture.getRGB(x, y);
                ink += (argb >>> 24) / 255.0 * luma(argb);
                opaque += (argb >>> 24) / 255.0;
            }
        }
        return opaque > 0 && ink / opaque > 0.5 && opaque < 0.9 * picture.getWidth() * picture.getHeight() ? 0 : 1;
    }
}
