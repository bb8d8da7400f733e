package org.mnist.vision;

import java.util.Arrays;
import org.mnist.data.Images;

/**
 * Brings a digit into the form of the MNIST images: light ink on a dark ground, scaled so that the longer side is 20
 * pixels, and placed so that the centre of its mass is pixel (14, 14) of 28 × 28. MNIST was written with a thick pen, so
 * thin strokes are made thicker.
 */
final class Normaliser {
    /** The longer side of a digit. */
    private static final int BOX = 20;

    /** While it is worked on, it is so many times as large. */
    private static final int FINE = 4;

    /** Strokes are at least so broad, in pixels of the fine size: a little less than two in the end, as few in MNIST are. */
    private static final double THINNEST = 1.8 * FINE;

    /** The soft edge of a stroke is as broad as this part of the longer side. */
    private static final int EDGE = 30;

    /** Diagonal outlines have more pixels than their length: 4 / π times as many on average. */
    private static final double OUTLINE = Math.PI / 4;

    private Normaliser() {}

    /** The pixels of a blob, and of its soft edge, in MNIST's form. */
    static byte[] normalise(Blob blob, Ink ink) {
        return centred(fitted(thickened(fitted(cut(blob, ink), FINE * BOX)), BOX));
    }

    /** The blob alone, its ink from nothing to 1. */
    private static Plane cut(Blob blob, Ink ink) {
        Box box = blob.box();
        Plane whole = ink.amount();
        Plane cut = new Plane(box.width(), box.height());
        float full = blob.strength(ink);
        float none = 0.5f * ink.threshold();
        int edge = 1 + Math.max(box.width(), box.height()) / EDGE;
        boolean[] near = new boolean[box.width() * box.height()];
        for (int pixel : blob.pixels()) {
            int column = pixel % whole.width() - box.x();
            int row = pixel / whole.width() - box.y();
            for (int y = Math.max(0, row - edge); y < Math.min(box.height(), row + edge + 1); y++) {
                int from = y * box.width() + Math.max(0, column - edge);
                Arrays.fill(near, from, y * box.width() + Math.min(box.width(), column + edge + 1), true);
            }
        }
        for (int y = 0; y < box.height(); y++) {
            for (int x = 0; x < box.width(); x++) {
                if (near[y * box.width() + x]) {
                    cut.values()[y * box.width() + x] =
                            Math.max(0, Math.min(1, (whole.at(box.x() + x, box.y() + y) - none) / (full - none)));
                }
            }
        }
        return cut;
    }

    /** Scaled so that the longer side is that long. */
    private static Plane fitted(Plane ink, int side) {
        double scale = (double) side / Math.max(ink.width(), ink.height());
        return ink.scaled(Math.max(1, (int) Math.round(scale * ink.width())), Math.max(1, (int)
                Math.round(scale * ink.height())));
    }

    /** As if written with a pen that is thick enough. */
    private static Plane thickened(Plane ink) {
        double more = (THINNEST - breadth(ink)) / 2;
        if (more <= 0) {
            return ink;
        }
        int reach = (int) Math.ceil(more);
        Plane thick = new Plane(ink.width() + 2 * reach, ink.height() + 2 * reach);
        for (int down = -reach; down <= reach; down++) {
            for (int across = -reach; across <= reach; across++) {
                float pen = (float) Math.min(1, more + 0.5 - Math.hypot(across, down));
                if (pen <= 0) {
                    continue;
                }
                for (int y = 0; y < ink.height(); y++) {
                    for (int x = 0; x < ink.width(); x++) {
                        int at = (y + reach + down) * thick.width() + x + reach + across;
                        thick.values()[at] = Math.max(thick.values()[at], pen * ink.at(x, y));
                    }
                }
            }
        }
        return thick;
    }

    /** How broad its strokes are: one of length l and breadth b has the area l·b and the outline 2·l. */
    private static double breadth(Plane ink) {
        double area = 0;
        int outline = 0;
        for (int y = 0; y < ink.height(); y++) {
            for (int x = 0; x < ink.width(); x++) {
                area += ink.at(x, y);
                boolean inside = ink.at(x, y) >= 0.5;
                outline += inside != (x + 1 < ink.width() && ink.at(x + 1, y) >= 0.5) ? 1 : 0;
                outline += inside != (y + 1 < ink.height() && ink.at(x, y + 1) >= 0.5) ? 1 : 0;
                outline += inside && x == 0 ? 1 : 0;
                outline += inside && y == 0 ? 1 : 0;
            }
        }
        return outline == 0 ? THINNEST : 2 * area / (OUTLINE * outline);
    }

    private static byte[] centred(Plane ink) {
        double mass = 0;
        double momentY = 0;
        double momentX = 0;
        float strongest = 0;
        for (int y = 0; y < ink.height(); y++) {
            for (int x = 0; x < ink.width(); x++) {
                mass += ink.at(x, y);
                momentY += ink.at(x, y) * y;
                momentX += ink.at(x, y) * x;
                strongest = Math.max(strongest, ink.at(x, y));
            }
        }
        int top = place(Images.SIDE / 2.0 - momentY / mass, ink.height());
        int left = place(Images.SIDE / 2.0 - momentX / mass, ink.width());
        byte[] pixels = new byte[Images.PIXELS];
        for (int y = 0; y < ink.height(); y++) {
            for (int x = 0; x < ink.width(); x++) {
                pixels[(top + y) * Images.SIDE + left + x] = (byte) Math.round(255 * ink.at(x, y) / strongest);
            }
        }
        return pixels;
    }

    private static int place(double offset, int size) {
        return (int) Math.max(0, Math.min(Images.SIDE - size, Math.round(offset)));
    }
}
