package org.mnist.cli.output;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.FittedTable;
import org.mnist.base.Table;
import org.mnist.base.Text;
import org.mnist.eval.Accuracy;
import org.mnist.experiment.RunComparison;
import org.mnist.experiment.RunComparison.Compared;
import org.mnist.experiment.RunComparison.McNemar;
import org.mnist.experiment.RunResult;

/** Runs side by side for a person: on a terminal, in Markdown, as CSV. */
public final class CompareTable {
    /** A p-value below this is told as being so. */
    private static final double SMALL = 0.0001;

    /** How much of a run's name a line keeps, however long it is. */
    private static final int LEAST = 8;

    private final RunComparison comparison;
    private final Optional<Path> folder;

    /** A table of these runs. */
    public CompareTable(RunComparison comparison) {
        this.comparison = comparison;
        this.folder = commonFolder(comparison.runs());
    }

    /** The folder that all runs lie in, where their names alone then tell them apart. */
    private static Optional<Path> commonFolder(List<Compared> runs) {
        List<Path> paths = runs.stream().map(run -> Path.of(run.run())).toList();
        Path parent = paths.get(0).getParent();
        if (parent == null || new HashSet<>(paths).size() < paths.size()) {
            return Optional.empty();
        }
        return paths.stream().allMatch(path -> parent.equals(path.getParent()))
                ? Optional.of(parent)
                : Optional.empty();
    }

    /**
     * The table for a terminal, its heading above and what it means below.
     *
     * @param columns the width of the terminal
     */
    public String text(int columns) {
        FittedTable.Fitted fitted = table(Text::printable).fit(columns);
        return heading() + "\n\n" + fitted.table().text() + "\n\n"
                + Stream.concat(fitted.notShown(columns).stream(), notes(columns).stream())
                        .collect(Collectors.joining("\n"));
    }

    /** The table with all of its columns. */
    public Table all() {
        return table(Text::printable).all();
    }

    /** The table in Markdown, with all of its columns. */
    public String markdown() {
        Table table = table(cell -> Text.printable(cell).replace("|", "\\|")).all();
        return heading() + "\n\n" + table.markdown() + "\n\n"
                + notes(Integer.MAX_VALUE).stream().map(note -> "- " + note).collect(Collectors.joining("\n")) + "\n";
    }

    /** The data, how many images there are of each kind, and where the runs are. */
    public String heading() {
        List<Compared> runs = comparison.runs();
        boolean sample = runs.stream()
                .anyMatch(run -> run.result() != null && run.result().sample());
        return (sample ? "SAMPLE: " : "") + runs.size() + " runs on "
                + runs.stream()
                        .map(Compared::data)
                        .distinct()
                        .map(Text::printable)
                        .collect(Collectors.joining(", "))
                + images(runs.stream().map(Compared::validation), "to validate")
                + images(runs.stream().map(Compared::test), "to test")
                + folder.map(path -> "; in " + Text.printable(path.toString())).orElse("");
    }

    /** How many images that was measured on, as far as all runs say. */
    private static String images(Stream<@Nullable Accuracy> accuracies, String what) {
        List<Accuracy> measured = accuracies.filter(Objects::nonNull).toList();
        boolean known = !measured.isEmpty() && measured.stream().allMatch(accuracy -> accuracy.images() != null);
        return known
                ? ", " + numbers(measured).stream().map(Text::count).collect(Collectors.joining(" or ")) + " " + what
                : "";
    }

    private static List<Integer> numbers(List<Accuracy> measured) {
        return measured.stream()
                .map(Accuracy::images)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /**
     * What the columns mean, and why there is nothing in some of them.
     *
     * @param width in characters, that lists of runs are cut to
     */
    public List<String> notes(int width) {
        List<String> notes = new ArrayList<>();
        List<Compared> runs = comparison.runs();
        Compared best = comparison.reference();
        List<String> going = runs.stream()
                .filter(run -> run.result() == null)
                .map(run -> name(run) + " (" + run.trained() + " of " + run.epochs() + " epochs)")
                .toList();
        if (!going.isEmpty()) {
            notes.add(list("no test figures yet: ", going, width));
        }
        if (numbers(runs.stream()
                                .map(Compared::validation)
                                .filter(Objects::nonNull)
                                .toList())
                        .size()
                > 1) {
            notes.add("validation is of different images, and its accuracies do not compare; train all with the same"
                    + " --validation");
        }
        if (best == null) {
            return notes;
        }
        notes.add("95 %: Wilson's interval");
        String test = "p: McNemar's exact test against ";
        String why = (best.validation() == null ? ", the first" : ", the best by validation")
                + (runs.size() > 2 ? "; not corrected for " + (runs.size() - 1) + " tests" : "");
        notes.add(test + Text.end(name(best), Math.max(LEAST, width - test.length() - why.length())) + why);
        List<String> unknown = runs.stream()
                .filter(run -> run.result() != null && run.result().wrong() == null)
                .map(this::name)
                .toList();
        if (!unknown.isEmpty()) {
            notes.add(list("no p where it is not kept which images were wrong: ", unknown, width));
        }
        return notes;
    }

    private static String list(String what, List<String> runs, int width) {
        return what + Text.some(runs, width - what.length());
    }

    private String name(Compared run) {
        Path path = Path.of(run.run());
        return Text.printable(String.valueOf(folder.isPresent() ? path.getFileName() : path));
    }

    private FittedTable table(Function<String, String> plain) {
        FittedTable table = new FittedTable();
        table.column("run", "run", 0, cells(run -> plain.apply(name(run))));
        table.column("validation", ">validation", 0, cells(run -> accuracy(run.validation())));
        table.column("95 % of validation", ">95 %", 30, cells(run -> interval(run.validation())));
        table.column("test", ">test", 0, cells(run -> accuracy(run.test())));
        table.column("95 % of test", ">95 %", 20, cells(run -> interval(run.test())));
        table.column("p", ">p", 15, cells(run -> p(run.mcnemar())));
        List<String> keys = comparison.keys();
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            table.column(
                    key,
                    numeric(key) ? ">" + key : key,
                    i == 0 ? 10 : 100 + i,
                    cells(run ->
                            plain.apply(Objects.requireNonNullElse(run.config().get(key), Text.NONE))));
        }
        table.column("time", ">time", 1000, cells(run -> time(run.result())));
        return table;
    }

    private List<String> cells(Function<Compared, String> cell) {
        return comparison.runs().stream().map(cell).toList();
    }

    private boolean numeric(String key) {
        return comparison.runs().stream()
                .map(run -> run.config().get(key))
                .allMatch(value -> value == null || value.matches("-?\\d+(\\.\\d+)?(E-?\\d+)?"));
    }

    private static String accuracy(@Nullable Accuracy accuracy) {
        return accuracy == null ? Text.NONE : Text.percent(accuracy.accuracy());
    }

    private static String interval(@Nullable Accuracy accuracy) {
        return accuracy == null || accuracy.low() == null || accuracy.high() == null
                ? Text.NONE
                : Text.format("%.2f–%.2f", 100 * accuracy.low(), 100 * accuracy.high());
    }

    private static String p(@Nullable McNemar test) {
        return test == null ? Text.NONE : test.p() < SMALL ? "< 0.0001" : Text.format("%.4f", test.p());
    }

    private static String time(@Nullable RunResult result) {
        return result == null ? Text.NONE : Text.duration(result.trainSeconds());
    }

    /** All figures as CSV, in full; what there is none of is empty. */
    public byte[] csv() {
        List<String> columns = new ArrayList<>(List.of("run"));
        columns.addAll(comparison.keys());
        columns.addAll(List.of(
                "val_accuracy",
                "val_low",
                "val_high",
                "val_images",
                "test_accuracy",
                "test_low",
                "test_high",
                "test_images",
                "against",
                "only_this_wrong",
                "only_other_wrong",
                "p",
                "train_seconds"));
        CsvText csv = new CsvText(columns.toArray(String[]::new));
        comparison.runs().forEach(run -> csv.add(row(run).toArray()));
        return csv.bytes();
    }

    private List<@Nullable Object> row(Compared run) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(run.run());
        comparison.keys().forEach(key -> row.add(run.config().get(key)));
        add(row, run.validation());
        add(row, run.test());
        McNemar test = run.mcnemar();
        row.add(test == null ? null : test.against());
        row.add(test == null ? null : test.onlyThisWrong());
        row.add(test == null ? null : test.onlyOtherWrong());
        row.add(test == null ? null : test.p());
        row.add(run.result() == null ? null : run.result().trainSeconds());
        return row;
    }

    private static void add(List<@Nullable Object> row, @Nullable Accuracy accuracy) {
        row.add(accuracy == null ? null : accuracy.accuracy());
        row.add(accuracy == null ? null : accuracy.low());
        row.add(accuracy == null ? null : accuracy.high());
        row.add(accuracy == null ? null : accuracy.images());
    }
}
