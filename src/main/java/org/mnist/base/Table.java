package org.mnist.base;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of text, aligned for a terminal or as Markdown. Columns named with a leading {@code >} are right-aligned. */
public final class Table {
    private final List<Boolean> right = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with these column heads. */
    public Table(String... heads) {
        List<String> names = new ArrayList<>();
        for (String head : heads) {
            right.add(head.startsWith(">"));
            names.add(head.startsWith(">") ? head.substring(1) : head);
        }
        rows.add(names);
    }

    /** Adds a row. */
    public void row(Object... cells) {
        if (cells.length != right.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + right.size() + " columns");
        }
        rows.add(IntStream.range(0, cells.length)
                .mapToObj(i -> String.valueOf(cells[i]))
                .toList());
    }

    /** The cells, row by row, the heads first. */
    public List<List<String>> rows() {
        return List.copyOf(rows);
    }

    /** Whether a column, from 0, is right-aligned. */
    public boolean isRight(int column) {
        return right.get(column);
    }

    /** How many characters a line of {@link #text} has at most. */
    public int width() {
        return IntStream.range(0, right.size()).map(this::width).sum() + 2 * (right.size() - 1);
    }

    /** Aligned with spaces, the heads underlined. */
    public String text() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(line(row, "  ").stripTrailing());
            if (lines.size() == 1) {
                lines.add("─".repeat(width()));
            }
        }
        return String.join("\n", lines);
    }

    /** A Markdown table. */
    public String markdown() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add("| " + line(row, " | ") + " |");
            if (lines.size() == 1) {
                lines.add(IntStream.range(0, right.size())
                        .mapToObj(i -> "-".repeat(width(i) + 1) + (right.get(i) ? ":" : "-"))
                        .collect(Collectors.joining("|", "|", "|")));
            }
        }
        return String.join("\n", lines);
    }

    private String line(List<String> row, String between) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> {
                    String space = " ".repeat(width(i) - Text.length(row.get(i)));
                    return right.get(i) ? space + row.get(i) : row.get(i) + space;
                })
                .collect(Collectors.joining(between));
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> Text.length(row.get(column))).max().orElse(0);
    }
}
