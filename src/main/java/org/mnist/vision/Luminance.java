package org.mnist.vision;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;

/** Turns pictures into their brightness, 0 to 1. */
final class Luminance {
    private Luminance() {}

    /** The brightness of each pixel, by ITU-R BT.601; transparent ones are white paper, or black if all the rest is light. */
    static GrayImage of(BufferedImage picture) {
        return switch (picture.getType()) {
            // Java takes plain grey for linear light and would brighten it, so its samples are read as they are.
            case BufferedImage.TYPE_BYTE_GRAY -> grey(picture, 255);
            case BufferedImage.TYPE_USHORT_GRAY -> grey(picture, 65535);
            default -> colours(picture);
        };
    }

    private static GrayImage grey(BufferedImage picture, float largest) {
        GrayImage light = new GrayImage(picture.getWidth(), picture.getHeight());
        Raster raster = picture.getRaster();
        float[] values = raster.getSamples(0, 0, light.width(), light.height(), 0, light.values());
        for (int i = 0; i < values.length; i++) {
            values[i] /= largest;
        }
        return light;
    }

    private static GrayImage colours(BufferedImage picture) {
        GrayImage light = new GrayImage(picture.getWidth(), picture.getHeight());
        int[] pixels = argb(picture);
        double ground = picture.getColorModel().hasAlpha() ? ground(pixels) : 1;
        for (int i = 0; i < pixels.length; i++) {
            double opaque = opaque(pixels[i]);
            light.values()[i] = (float) (opaque * luma(pixels[i]) + (1 - opaque) * ground);
        }
        return light;
    }

    /** All pixels, by drawing the picture over, which is much quicker than to ask for each. */
    private static int[] argb(BufferedImage picture) {
        BufferedImage copy = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = copy.createGraphics();
        pen.setComposite(AlphaComposite.Src);
        pen.drawImage(picture, 0, 0, null);
        pen.dispose();
        return ((DataBufferInt) copy.getRaster().getDataBuffer()).getData();
    }

    private static double opaque(int argb) {
        return (argb >>> 24) / 255.0;
    }

    private static double luma(int argb) {
        return (0.299 * (argb >> 16 & 0xff) + 0.587 * (argb >> 8 & 0xff) + 0.114 * (argb & 0xff)) / 255;
    }

    /** The brightness that shows through: white under dark ink, black under light ink. */
    private static double ground(int[] pixels) {
        double ink = 0;
        double opaque = 0;
        for (int pixel : pixels) {
            ink += opaque(pixel) * luma(pixel);
            opaque += opaque(pixel);
        }
        return opaque > 0 && ink / opaque > 0.5 && opaque < 0.9 * pixels.length ? 0 : 1;
    }
}
