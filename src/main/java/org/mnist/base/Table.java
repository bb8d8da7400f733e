package org.mnist.base;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of text, aligned for a terminal or as Markdown. Columns named with a leading {@code >} are right-aligned. */
public final class Table {
    /** Before what stands below a row. */
    private static final String INDENT = "  ";

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
        return width(right.size());
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

    /**
     * The same in lines that are no longer than a terminal is wide, if that can be: of columns that do not fit beside the
     * others, what they have of a row stands below it, numbers with the heads of their columns.
     */
    public String text(int columns) {
        int beside = right.size();
        while (beside > 1 && width(beside) > columns) {
            beside--;
        }
        if (beside == right.size()) {
            return text();
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(line(row.subList(0, beside), "  ").stripTrailing());
            if (lines.size() == 1) {
                lines.add("─".repeat(width(beside)));
            } else {
                lines.addAll(below(row, beside, columns));
            }
        }
        return String.join("\n", lines);
    }

    /** How wide the first so many columns are. */
    private int width(int first) {
        return IntStream.range(0, first).map(this::widest).sum() + 2 * (first - 1);
    }

    /** Lines of the cells of a row from a column on: as many numbers as fit into each, and each text by itself. */
    private List<String> below(List<String> row, int from, int columns) {
        List<String> lines = new ArrayList<>();
        boolean numbers = false;
        for (int i = from; i < row.size(); i++) {
            if (row.get(i).isEmpty()) {
                continue;
            }
            String cell = (right.get(i) ? rows.get(0).get(i) + " " : "") + row.get(i);
            String joined = lines.isEmpty() ? "" : lines.get(lines.size() - 1) + "; " + cell;
            if (numbers && right.get(i) && Text.length(joined) <= columns) {
                lines.set(lines.size() - 1, joined);
            } else {
                Text.wrap(cell, columns - INDENT.length()).forEach(line -> lines.add(INDENT + line));
            }
            numbers = right.get(i);
        }
        return lines;
    }

    /** A Markdown table. */
    public String markdown() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add("| " + line(row, " | ") + " |");
            if (lines.size() == 1) {
                lines.add(IntStream.range(0, right.size())
                        .mapToObj(i -> "-".repeat(widest(i) + 1) + (right.get(i) ? ":" : "-"))
                        .collect(Collectors.joining("|", "|", "|")));
            }
        }
        return String.join("\n", lines);
    }

    private String line(List<String> row, String between) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> {
                    String space = " ".repeat(widest(i) - Text.length(row.get(i)));
                    return right.get(i) ? space + row.get(i) : row.get(i) + space;
                })
                .collect(Collectors.joining(between));
    }

    private int widest(int column) {
        return rows.stream().mapToInt(row -> Text.length(row.get(column))).max().orElse(0);
    }
}
