package org.mnist.base;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A table that is made to fit a terminal by leaving out the columns that matter least, and never by breaking lines. Its first
 * column names the rows, and is cut at its beginning where even that is too wide.
 */
public final class FittedTable {
    private static final int LEAST = 8;

    private final List<Column> columns = new ArrayList<>();

    /** A column; {@code name} is what it is called when it is not there. */
    private record Column(String name, String head, int rank, List<String> cells) {}

    /**
     * A table that fits.
     *
     * @param table what is left of it
     * @param left the names of the columns that are not in it, as they stood
     */
    public record Fitted(Table table, List<String> left) {
        /** The line that says which columns are not in it; empty if all are. */
        public Optional<String> notShown(int width) {
            String before = "not shown: ";
            String behind = "; --json has all";
            return left.isEmpty()
                    ? Optional.empty()
                    : Optional.of(before + Text.some(left, width - before.length() - behind.length()) + behind);
        }
    }

    /**
     * Adds a column.
     *
     * @param name what it is called where it is left out
     * @param head its head, as {@link Table} has it
     * @param rank 0 stays always; of the others the highest goes first, of equals the last
     * @param cells one for each row
     */
    public void column(String name, String head, int rank, List<String> cells) {
        columns.add(new Column(name, head, rank, List.copyOf(cells)));
    }

    /** The table with all of its columns. */
    public Table all() {
        return table(columns);
    }

    /** As much of the table as fits. */
    public Fitted fit(int width) {
        List<Column> kept = new ArrayList<>(columns);
        List<Column> out = kept.stream()
                .filter(column -> column.rank() > 0)
                .sorted(Comparator.comparingInt(Column::rank))
                .toList();
        for (int last = out.size() - 1; last >= 0 && table(kept).width() > width; last--) {
            kept.remove(out.get(last));
        }
        int over = table(kept).width() - width;
        if (over > 0) {
            kept.set(0, shorter(kept.get(0), over));
        }
        return new Fitted(
                table(kept),
                columns.stream()
                        .filter(column -> column.rank() > 0 && !kept.contains(column))
                        .map(Column::name)
                        .toList());
    }

    private static Column shorter(Column column, int over) {
        int longest = column.cells().stream().mapToInt(Text::length).max().orElse(0);
        int room = Math.max(LEAST, longest - over);
        return new Column(
                column.name(),
                column.head(),
                column.rank(),
                column.cells().stream().map(cell -> Text.end(cell, room)).toList());
    }

    private static Table table(List<Column> columns) {
        Table table = new Table(columns.stream().map(Column::head).toArray(String[]::new));
        int rows = columns.get(0).cells().size();
        for (int i = 0; i < rows; i++) {
            int row = i;
            table.row(columns.stream().map(column -> column.cells().get(row)).toArray());
        }
        return table;
    }
}
