package org.mnist.base;

import java.util.Locale;

/** Numbers as text, alike under every locale. */
public final class Text {
    /** The sign for a figure that there is none of. */
    public static final String NONE = "–";

    private Text() {}

    /** Formats without regard to the locale. */
    public static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** A share as percent: {@code 0.9853} is {@code 98.53 %}. */
    public static String percent(double share) {
        return format("%.2f %%", 100 * share);
    }

    /** A whole number with commas between thousands. */
    public static String count(long number) {
        return format("%,d", number);
    }

    /** A time: {@code 4.2 s}, {@code 1 min 05 s}, {@code 2 h 03 min}. */
    public static String duration(double seconds) {
        if (seconds < 60) {
            return format("%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? format("%d min %02d s", whole / 60, whole % 60)
                : format("%d h %02d min", whole / 3600, whole / 60 % 60);
    }
}
