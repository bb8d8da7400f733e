package org.mnist.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
                    (warning.prevents() ? "cannot train: " : "warning: ") + warning.problem() + "; " + warning.remedy(),
                    columns,
                    2));
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
                lines.addAll(wrapped(
                        "  " + label + " ".repeat(width - label.length() + 2) + text(name, value), columns, width + 4));
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

    /** Lines of words; all but the first are indented. */
    private static List<String> wrapped(String text, int columns, int indent) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (Text.length(rest) > columns) {
            int space = rest.lastIndexOf(' ', rest.offsetByCodePoints(0, columns));
            if (space <= (lines.isEmpty() ? indent : indent + 1)) {
                break; // one long word
            }
            lines.add(rest.substring(0, space).stripTrailing());
            rest = " ".repeat(indent) + rest.substring(space + 1).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
