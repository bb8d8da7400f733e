package org.mnist.base;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The look of what is written to a terminal, sparing and with a meaning: failures red, warnings yellow, heads of tables and the
 * accuracy of a result bold, hints dim. What is written is the same without it, so nobody has to ask where it goes.
 */
public enum Style {
    /** As it is: in files, in pipes, and where nobody wants colours. */
    PLAIN {
        @Override
        public String of(String text) {
            return text;
        }
    },
    /** With the colours of the terminal. */
    COLOURED {
        @Override
        public String of(String text) {
            List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
            for (int i = 0; i < lines.size(); i++) {
                boolean head = isHead(lines.get(i), i + 1 < lines.size() ? lines.get(i + 1) : "");
                boolean goesOn = i > 0
                        && lines.get(i).startsWith(INDENT)
                        && lines.get(i - 1).startsWith(DIM);
                lines.set(i, head ? BOLD + lines.get(i) + END : goesOn ? DIM + lines.get(i) + END : line(lines.get(i)));
            }
            return String.join("\n", lines);
        }
    };

    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String END = "\u001b[0m";
    private static final Pattern RULE = Pattern.compile(" *─+");

    /** The head of the table that grows by a line an epoch, which has no rule below. */
    private static final Pattern EPOCHS = Pattern.compile(" +loss +accuracy .*");

    private static final Pattern FAILURE = Pattern.compile("^(mnist:|cannot train:)(?= )");
    private static final Pattern WARNING = Pattern.compile("^warning:(?= )");
    private static final Pattern ACCURACY = Pattern.compile("(?<=test accuracy )\\d+\\.\\d\\d %");
    private static final Pattern HINT = Pattern.compile("^(try it  |not shown: ).*");

    /** How the further lines of a hint begin. */
    private static final String INDENT = "         ";

    /** The style for one of the streams. */
    public static Style colouredIf(boolean colours) {
        return colours ? COLOURED : PLAIN;
    }

    /** A text of one or more lines, as it is to be written. */
    public abstract String of(String text);

    private static boolean isHead(String line, String next) {
        return RULE.matcher(next).matches() || EPOCHS.matcher(line).matches();
    }

    private static String line(String line) {
        String styled = FAILURE.matcher(line).replaceFirst(RED + "$0" + END);
        styled = WARNING.matcher(styled).replaceFirst(YELLOW + "$0" + END);
        styled = ACCURACY.matcher(styled).replaceAll(BOLD + "$0" + END);
        return HINT.matcher(styled).replaceFirst(DIM + "$0" + END);
    }
}
