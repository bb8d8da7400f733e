package org.mnist.base;

import java.util.ArrayList;
import java.util.List;
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

    /** A number of things that take an s where they are not one: {@code 1 thread}, {@code 2 threads}. */
    public static String number(long number, String thing) {
        return count(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** How many characters a text has on a terminal, as long as each takes one place. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The end of a text that is too long, behind an ellipsis: of a path it is the end that tells. */
    public static String end(String text, int width) {
        int over = length(text) - width;
        return over <= 0 ? text : "…" + text.substring(text.offsetByCodePoints(0, over + 1));
    }

    /** As much of a list as fits into a line of some width, but at least the first of it: {@code a, b, c and 12 more}. */
    public static String some(List<String> words, int width) {
        String all = String.join(", ", words);
        for (int shown = words.size() - 1; shown > 0 && length(all) > width; shown--) {
            all = String.join(", ", words.subList(0, shown)) + " and " + (words.size() - shown) + " more";
        }
        return all;
    }

    /** A text from elsewhere, such as a file's name, in which nothing controls a terminal: what would is shown as �. */
    public static String printable(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(c -> plain.appendCodePoint(isUnprintable(c) ? '\ufffd' : c));
        return plain.toString();
    }

    /** Whether a character controls, hides or breaks a line. */
    public static boolean isUnprintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
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

    /** A text in lines of at most so many characters, broken at spaces; a longer word has a line of its own. */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && length(line.toString()) + 1 + length(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
