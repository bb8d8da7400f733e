package org.mnist.report;

import java.awt.FontMetrics;

/**
 * An area of a picture between two axes.
 *
 * @param left its first column
 * @param top its first row
 * @param width in pixels
 * @param height in pixels
 * @param across the axis below it
 * @param upward the axis to its left
 */
record Plot(double left, double top, double width, double height, Axis across, Axis upward) {
    /** The letters of names at axes. */
    static final Letters NAMES = Letters.of(12);

    /** The letters of titles. */
    static final Letters TITLE = new Letters(13, true);

    /** The room below it for the names and the title of the axis there. */
    static final int BELOW = 42;

    private static final int TICK = 6;
    private static final int TITLE_LEFT = 4;

    /** The column of a place on the axis below. */
    double x(double place) {
        return left + width * (place - across.low()) / (across.high() - across.low());
    }

    /** The row of a place on the axis to the left. */
    double y(double place) {
        return top + height * (1 - (place - upward.low()) / (upward.high() - upward.low()));
    }

    /** The room that the names of an axis to the left take. */
    static int room(Axis upward) {
        FontMetrics font = NAMES.metrics();
        return TICK
                + 4
                + upward.ticks().stream()
                        .mapToInt(place -> font.stringWidth(upward.name().apply(place)))
                        .max()
                        .orElse(0);
    }

    /** Draws lines at the named places, and the names; those below only where {@code named}. The upward axis has its title above. */
    void paint(Canvas canvas, boolean named) {
        canvas.text(upward.title(), TITLE_LEFT, top - 12, TITLE, Ink.INK, Canvas.Anchor.START);
        for (double place : upward.ticks()) {
            canvas.line(left, y(place), left + width, y(place), Ink.FAINT, 1, false);
            canvas.text(upward.name().apply(place), left - TICK, y(place) + 4, NAMES, Ink.INK, Canvas.Anchor.END);
        }
        for (double place : across.ticks()) {
            canvas.line(x(place), top, x(place), top + height, Ink.FAINT, 1, false);
        }
        canvas.line(left, top + height, left + width, top + height, Ink.INK, 1, false);
        canvas.line(left, top, left, top + height, Ink.INK, 1, false);
        if (named) {
            below(canvas);
        }
    }

    private void below(Canvas canvas) {
        FontMetrics font = NAMES.metrics();
        int room = (int) (width / Math.max(1, across.ticks().size()));
        for (double place : across.ticks()) {
            String name = Labels.cut(font, across.name().apply(place), room);
            canvas.text(name, x(place), top + height + 17, NAMES, Ink.INK, Canvas.Anchor.MIDDLE);
        }
        canvas.text(across.title(), left + width / 2, top + height + 35, NAMES, Ink.INK, Canvas.Anchor.MIDDLE);
    }
}
