package org.mnist.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.mnist.base.Text;
import org.mnist.cli.doctor.Checkup;

/** What was found out about a machine, for people: the warnings, and a line for each fact. */
public final class CheckupText {
    private CheckupText() {}

    /**
     * The text.
     *
     * @param columns how wide the terminal is
     */
    public static String of(Checkup checkup, int columns) {
        List<String> lines = new ArrayList<>();
        for (Checkup.Warning warning : checkup.warnings()) {
            lines.addAll(wrapped(
                    warning.prevents() ? "cannot train: " : "warning: ",
                    warning.problem() + "; " + warning.remedy(),
                    columns));
        }
        if (checkup.warnings().isEmpty()) {
            lines.add("nothing is wrong");
        }
        int width = checkup.facts().values().stream()
                .flatMap(facts -> facts.keySet().stream())
                .mapToInt(name -> name(name).length())
                .max()
                .orElse(0);
        checkup.facts().forEach((part, facts) -> {
            lines.add("");
            lines.add(part);
            facts.forEach((name, value) -> {
                String label = name(name);
                lines.addAll(
                        wrapped("  " + label + " ".repeat(width - label.length() + 2), text(name, value), columns));
            });
        });
        return String.join("\n", lines);
    }

    private static String name(String key) {
        return key.replaceAll("_?bytes$", "").replace('_', ' ').replaceAll("^$", "size");
    }

    private static String text(String name, Object value) {
        if (value instanceof Boolean truth) {
            return truth ? "yes" : "no";
        }
        boolean number = value.toString().matches("\\d{1,18}");
        if (name.endsWith("bytes") && number) {
            return size(Long.parseLong(value.toString()));
        }
        if (value instanceof Double quota) {
            return Text.format("%.2f", quota);
        }
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    ? "none"
                    : String.join(", ", list.stream().map(String::valueOf).toList());
        }
        return value.toString();
    }

    private static String size(long bytes) {
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
    }

    /** A text in lines, all but the first of them indented; blanks at its beginning stay. */
    private static List<String> wrapped(String begin, String text, int columns) {
        List<String> lines = Text.wrap(text, columns - begin.length());
        String indent = " ".repeat(begin.length());
        return IntStream.range(0, lines.size())
                .mapToObj(i -> (i == 0 ? begin : indent) + lines.get(i))
                .toList();
    }
}
