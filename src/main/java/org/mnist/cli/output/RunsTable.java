package org.mnist.cli.output;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.FittedTable;
import org.mnist.base.Text;
import org.mnist.experiment.RunCleaner;
import org.mnist.experiment.RunSummary;

/** Run folders as a list for a person. */
public final class RunsTable {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private RunsTable() {}

    /**
     * A line for each run, how many there are of each state, and what is wrong with those that are damaged.
     *
     * @param folder which they lie in; their names stand without it
     * @param columns the width of the terminal
     */
    public static String of(Path folder, List<RunSummary> runs, int columns) {
        if (runs.isEmpty()) {
            return "no runs in " + Text.printable(folder.toString());
        }
        FittedTable.Fitted fitted = table(folder, runs).fit(columns);
        Map<RunSummary.State, Long> states =
                runs.stream().collect(Collectors.groupingBy(RunSummary::state, TreeMap::new, Collectors.counting()));
        String counts = states.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().text())
                .collect(Collectors.joining(", "));
        long bytes = runs.stream().mapToLong(RunSummary::bytes).sum();
        return Stream.of(
                        Stream.of(fitted.table().text(), ""),
                        fitted.notShown(columns).stream(),
                        Stream.of(Text.number(runs.size(), "run") + ", " + megabytes(bytes) + " MB: " + counts),
                        runs.stream()
                                .map(RunSummary::reason)
                                .filter(Objects::nonNull)
                                .map(Text::printable))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private static FittedTable table(Path folder, List<RunSummary> runs) {
        FittedTable table = new FittedTable();
        table.column("name", "name", 0, cells(runs, run -> Text.printable(name(folder, Path.of(run.run())))));
        table.column("arch", "arch", 60, cells(runs, run -> orNone(run.arch())));
        table.column("data", "data", 80, cells(runs, run -> orNone(run.data())));
        table.column("when", "when", 50, cells(runs, run -> when(run.started())));
        table.column("epochs", ">epochs", 40, cells(runs, RunsTable::epochs));
        table.column("validation", ">validation", 20, cells(runs, run -> percent(run.valAccuracy())));
        table.column("test", ">test", 30, cells(runs, run -> percent(run.testAccuracy())));
        table.column("state", "state", 10, cells(runs, run -> run.state().text()));
        table.column("size", ">MB", 70, cells(runs, run -> megabytes(run.bytes())));
        return table;
    }

    /**
     * A line for each thing that would go, or has gone.
     *
     * @param columns the width of the terminal
     */
    public static String of(List<RunCleaner.Removal> removals, int columns) {
        FittedTable table = new FittedTable();
        table.column("path", "", 0, cells(removals, removal -> Text.printable(removal.path())));
        table.column(
                "why", "why", 10, cells(removals, removal -> removal.reason().text()));
        table.column("size", ">MB", 20, cells(removals, removal -> megabytes(removal.bytes())));
        return table.fit(columns).table().text();
    }

    /** How many things go, and what they take. */
    public static String sum(List<RunCleaner.Removal> removals) {
        long bytes = removals.stream().mapToLong(RunCleaner.Removal::bytes).sum();
        return Text.number(removals.size(), "item") + ", " + megabytes(bytes) + " MB";
    }

    private static <T> List<String> cells(List<T> rows, Function<T, String> cell) {
        return rows.stream().map(cell).toList();
    }

    private static String name(Path folder, Path run) {
        return run.startsWith(folder) && !run.equals(folder)
                ? folder.relativize(run).toString()
                : run.toString();
    }

    private static String orNone(@Nullable String text) {
        return text == null ? Text.NONE : Text.printable(text);
    }

    private static String percent(@Nullable Double share) {
        return share == null ? Text.NONE : Text.percent(share);
    }

    private static String epochs(RunSummary run) {
        return run.epochs() + "/" + (run.of() == null ? "?" : run.of());
    }

    private static String when(@Nullable String started) {
        try {
            return started == null
                    ? Text.NONE
                    : Instant.parse(started).atZone(ZoneId.systemDefault()).format(WHEN);
        } catch (DateTimeException e) {
            return Text.printable(started); // as somebody has written it
        }
    }

    private static String megabytes(long bytes) {
        return Text.format("%,.1f", bytes / 1e6);
    }
}
