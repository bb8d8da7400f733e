package org.mnist.report;

import java.awt.Color;
import java.util.Locale;

/** A colour by what it is for; a {@link Theme} has its shade for a light or a dark room. */
enum Ink {
    /** Behind everything. */
    GROUND,
    /** Text and axes. */
    INK,
    /** Lines that only help. */
    FAINT,
    /** What has to do with training images. */
    TRAIN,
    /** What has to do with validation images, and what is right. */
    VALIDATION,
    /** What the eye should find first, and what is wrong. */
    MARK,
    // Colours that colour-blind eyes tell apart (Okabe and Ito 2008), for runs beside each other.
    /** The first run. */
    BLUE,
    /** The second run. */
    VERMILION,
    /** The third run. */
    GREEN,
    /** The fourth run. */
    PURPLE,
    /** The fifth run. */
    ORANGE,
    /** The sixth run. */
    SKY;

    private static final Ink[] RUNS = {BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY};

    /** The colour of the run, or group of runs, of this number, from 0. */
    static Ink ofRun(int number) {
        return RUNS[number % RUNS.length];
    }

    /** The shade in a theme. */
    Color of(Theme theme) {
        return switch (this) {
            case GROUND -> theme.ground();
            case INK -> theme.ink();
            case FAINT -> theme.faint();
            case TRAIN -> theme.train();
            case VALIDATION -> theme.validation();
            case MARK -> theme.mark();
            case BLUE -> new Color(0x0072b2);
            case VERMILION -> new Color(0xd55e00);
            case GREEN -> new Color(0x009e73);
            case PURPLE -> new Color(0xcc79a7);
            case ORANGE -> new Color(0xe69f00);
            case SKY -> new Color(0x56b4e9);
        };
    }

    /** The name of its class in a style sheet. */
    String css() {
        return name().toLowerCase(Locale.ROOT);
    }
}
