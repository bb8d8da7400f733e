package org.mnist.report;

import java.awt.image.BufferedImage;

/** A surface that pictures are drawn on, in pixels from its upper left corner: a bitmap or the text of an SVG. */
interface Canvas {
    /** Where a text stands beside its place. */
    enum Anchor {
        /** To the right of it. */
        START,
        /** Around it. */
        MIDDLE,
        /** To the left of it. */
        END
    }

    /**
     * Fills a rectangle.
     *
     * @param strength 0, which is the ground, to 1, the whole colour
     */
    void fill(double left, double top, double width, double height, Ink ink, double strength);

    /** Draws the border of a rectangle, a pixel thick. */
    void frame(double left, double top, double width, double height, Ink ink);

    /** Draws a straight line. */
    void line(double fromX, double fromY, double toX, double toY, Ink ink, double thickness, boolean dashed);

    /** Draws lines from each point to the next. */
    void curve(double[] x, double[] y, Ink ink, double thickness);

    /** Fills a circle. */
    void dot(double x, double y, double radius, Ink ink);

    /** Writes a text. */
    void text(String text, double x, double baseline, Letters letters, Ink ink, Anchor anchor);

    /** Writes a text that is read from below, with its middle at row {@code y}. */
    void upward(String text, double baseline, double y, Letters letters, Ink ink);

    /** Draws an image in any size, each of its pixels a rectangle. */
    void image(BufferedImage image, double left, double top, double width, double height);

    /** A canvas on this one whose upper left corner is elsewhere. */
    Canvas at(double left, double top);
}
