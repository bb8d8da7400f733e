package org.mnist.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * The colours that a picture is drawn with.
 *
 * @param name part of a file's name
 * @param ground behind everything
 * @param ink for text and axes
 * @param faint for lines that only help
 * @param train what has to do with training images
 * @param validation what has to do with validation images
 * @param mark what the eye should find first
 */
record Theme(String name, Color ground, Color ink, Color faint, Color train, Color validation, Color mark) {
    /** The theme for a light room, and for files. */
    static final Theme LIGHT = new Theme(
            "light",
            new Color(0xffffff),
            new Color(0x1f2933),
            new Color(0xdde3ea),
            new Color(0x8a94a6),
            new Color(0x0b6bcb),
            new Color(0xc4314b));

    /** The theme for the dark. */
    static final Theme DARK = new Theme(
            "dark",
            new Color(0x161b22),
            new Color(0xd6dde6),
            new Color(0x30373f),
            new Color(0x8b98a9),
            new Color(0x58a6ff),
            new Color(0xff7b8b));

    /** An empty sheet. */
    BufferedImage sheet(int width, int height) {
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(ground);
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        return sheet;
    }

    /** A pen for a sheet, in the colour of ink and with a font of {@code size} points. */
    Graphics2D pen(BufferedImage sheet, int size) {
        Graphics2D pen = sheet.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
        pen.setColor(ink);
        return pen;
    }

    /** A colour between the ground, at share 0, and another, at share 1. */
    Color blend(Color other, double share) {
        return new Color(
                mix(ground.getRed(), other.getRed(), share),
                mix(ground.getGreen(), other.getGreen(), share),
                mix(ground.getBlue(), other.getBlue(), share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * Math.min(1, Math.max(0, share)));
    }

    /** Writes text with its middle at column {@code x}. */
    static void centred(Graphics2D pen, String text, int x, int baseline) {
        pen.drawString(text, x - pen.getFontMetrics().stringWidth(text) / 2, baseline);
    }
}
