package org.mnist.vision;

import java.util.Arrays;

/**
 * Brings a digit into the form of the MNIST images: light ink on a dark ground, scaled so that the longer side is 20
 * pixels, and placed so that the centre of its mass is pixel (14, 14) of 28 × 28. MNIST was written with a thick pen, so
 * thin strokes are made thicker.
 */
final class Normaliser {
    /** The longer side of a digit. */
    private static final int BOX = 20;

    /** The factor by which a digit is larger while it is worked on. */
    private static final int FINE = 4;

    /** The least breadth of a stroke, in pixels of the fine size: a little less than two in the end, as few in MNIST are. */
    private static final double THINNEST = 1.8 * FINE;

    /** The longer side of a digit, in breadths of the soft edge of a stroke. */
    private static final int EDGE = 30;

    /** The length of an outline per pixel of it: diagonal ones have more pixels, 4 / π times as many on average. */
    private static final double OUTLINE = Math.PI / 4;

    private Normaliser() {}

    /** The pixels of a component, and of its soft edge, in MNIST's form. */
    static byte[] normalise(ConnectedComponent component, Ink ink) {
        return centred(fitted(thickened(fitted(cut(component, ink), FINE * BOX)), BOX));
    }

    /** The component alone, its ink from nothing to 1. */
    private static GrayImage cut(ConnectedComponent component, Ink ink) {
        Box box = component.box();
        GrayImage whole = ink.amount();
        GrayImage cut = new GrayImage(box.width(), box.height());
        float full = component.strength(ink);
        float none = 0.5f * ink.threshold();
        int edge = 1 + Math.max(box.width(), box.height()) / EDGE;
        boolean[] near = new boolean[box.width() * box.height()];
        for (int pixel : component.pixels()) {
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

    /** The picture scaled so that its longer side has {@code side} pixels. */
    private static GrayImage fitted(GrayImage ink, int side) {
        double scale = (double) side / Math.max(ink.width(), ink.height());
        return ink.scaled(Math.max(1, (int) Math.round(scale * ink.width())), Math.max(1, (int)
                Math.round(scale * ink.height())));
    }

    /** The digit as if written with a pen that is thick enough. */
    private static GrayImage thickened(GrayImage ink) {
        double more = (THINNEST - breadth(ink)) / 2;
        if (more <= 0) {
            return ink;
        }
        int reach = (int) Math.ceil(more);
        GrayImage thick = new GrayImage(ink.width() + 2 * reach, ink.height() + 2 * reach);
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

    /** The mean breadth of the strokes: one of length l and breadth b has the area l·b and the outline 2·l. */
    private static double breadth(GrayImage ink) {
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

    /** The digit on 28 × 28 pixels, its centre of mass in the middle. */
    private static byte[] centred(GrayImage ink) {
        GrayImage.Point centre = ink.centre();
        float strongest = ink.largest();
        int top = place(DigitForm.SIDE / 2.0 - centre.y(), ink.height());
        int left = place(DigitForm.SIDE / 2.0 - centre.x(), ink.width());
        byte[] pixels = new byte[DigitForm.PIXELS];
        for (int y = 0; y < ink.height(); y++) {
            for (int x = 0; x < ink.width(); x++) {
                pixels[(top + y) * DigitForm.SIDE + left + x] = (byte) Math.round(255 * ink.at(x, y) / strongest);
            }
        }
        return pixels;
    }

    private static int place(double offset, int size) {
        return (int) Math.max(0, Math.min(DigitForm.SIDE - size, Math.round(offset)));
    }
}
