package org.mnist.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mnist.base.FittedTable;
import org.mnist.base.Text;
import org.mnist.sweep.Candidate;
import org.mnist.sweep.Ranking;
import org.mnist.sweep.SweepResult;
import org.mnist.sweep.TrialResult;
import org.mnist.sweep.Verdict;

/** The ranking of a sweep as text, and its trainings as CSV. */
public final class SweepTable {
    /** The most rows on a terminal; the files have them all. */
    private static final int MOST = 20;

    private SweepTable() {}

    /**
     * The ranking, and what may be said of it.
     *
     * @param columns the width of the terminal
     */
    public static String text(SweepResult result, int columns) {
        if (result.ranking().isEmpty()) {
            return "no training has ended";
        }
        List<Ranking.Ranked> shown = result.ranking().stream().limit(MOST).toList();
        FittedTable table = new FittedTable();
        add(table, "configuration", "configuration", 0, shown, Ranking.Ranked::configuration);
        result.settings()
                .forEach(key -> add(
                        table, key, ">" + key, 1, shown, one -> one.settings().getOrDefault(key, Text.NONE)));
        add(table, "seeds", ">seeds", 3, shown, one -> Integer.toString(one.trials()));
        add(table, "validation", ">validation", 0, shown, one -> Text.percent(one.valAccuracy()));
        add(table, "standard error", ">± s.e.", 2, shown, one -> percent(one.standardError()));
        add(table, "validation loss", ">val loss", 5, shown, one -> Text.format("%.4f", one.valLoss()));
        add(table, "test", ">test", 2, shown, one -> percent(one.testAccuracy()));
        add(table, "time", ">time", 4, shown, one -> Text.duration(one.trainSeconds()));
        FittedTable.Fitted fitted = table.fit(columns);
        return fitted.table().text() + "\n\n"
                + fitted.notShown(columns).map(line -> line + "\n").orElse("") + words(result);
    }

    private static <T> void add(
            FittedTable table, String name, String head, int rank, List<T> rows, Function<T, String> cell) {
        table.column(name, head, rank, rows.stream().map(cell).toList());
    }

    /**
     * The configurations that a sweep would train.
     *
     * @param columns the width of the terminal
     */
    public static String candidates(List<Candidate> candidates, int columns) {
        List<Candidate> shown = candidates.stream().limit(MOST).toList();
        FittedTable table = new FittedTable();
        add(table, "configuration", "configuration", 0, shown, Candidate::name);
        candidates.stream()
                .flatMap(candidate -> candidate.settings().keySet().stream())
                .distinct()
                .forEach(key -> add(
                        table, key, ">" + key, 1, shown, one -> one.settings().getOrDefault(key, Text.NONE)));
        FittedTable.Fitted fitted = table.fit(columns);
        String more =
                candidates.size() > MOST ? "and " + Text.count(candidates.size() - MOST) + " more (--json)\n" : "";
        return fitted.table().text() + "\n"
                + fitted.notShown(columns).map(line -> line + "\n").orElse("") + more;
    }

    private static String words(SweepResult result) {
        List<String> lines = new ArrayList<>();
        if (result.processors().size() > 1) {
            lines.add(
                    "PROCESSORS DIFFER, and results may in their last bits: " + String.join("; ", result.processors()));
        }
        if (result.ranking().size() > MOST) {
            lines.add("and " + (result.ranking().size() - MOST) + " more, which are in sweep.csv");
        }
        if (result.sample()) {
            lines.add("SAMPLE: a tenth of MNIST; its figures say nothing about the real test set");
        }
        lines.addAll(Verdict.of(result));
        if (!result.failures().isEmpty()) {
            lines.add(Text.number(result.failures().size(), "training") + " failed: "
                    + String.join(
                            ", ",
                            result.failures().stream()
                                    .limit(5)
                                    .map(SweepResult.Failed::trial)
                                    .toList())
                    + (result.failures().size() > 5 ? ", …" : ""));
        }
        return String.join("\n", lines);
    }

    private static String percent(@Nullable Double share) {
        return share == null ? Text.NONE : Text.percent(share);
    }

    /** A row for each training, with a column for each swept key. */
    public static CsvText csv(SweepResult result) {
        List<String> heads = new ArrayList<>(List.of("trial", "configuration", "arch", "seed"));
        heads.addAll(result.settings());
        heads.addAll(List.of(
                "state",
                "epochs",
                "best_epoch",
                "val_accuracy",
                "val_loss",
                "train_seconds",
                "processor",
                "test_accuracy",
                "why"));
        CsvText csv = new CsvText(heads.toArray(String[]::new));
        for (TrialResult trial : result.trials()) {
            List<Object> row =
                    new ArrayList<>(List.of(trial.trial(), trial.configuration(), trial.arch(), trial.seed()));
            result.settings().forEach(key -> row.add(trial.settings().getOrDefault(key, "")));
            row.addAll(List.of(
                    "finished",
                    trial.epochs(),
                    trial.bestEpoch(),
                    Text.format("%.6f", trial.valAccuracy()),
                    Text.format("%.8f", trial.valLoss()),
                    Text.format("%.3f", trial.trainSeconds()),
                    trial.processor(),
                    trial.testAccuracy() == null ? "" : Text.format("%.6f", trial.testAccuracy()),
                    ""));
            csv.add(row.toArray());
        }
        for (SweepResult.Failed failed : result.failures()) {
            List<Object> row =
                    new ArrayList<>(List.of(failed.trial(), failed.configuration(), failed.arch(), failed.seed()));
            result.settings().forEach(key -> row.add(failed.settings().getOrDefault(key, "")));
            row.addAll(List.of("failed", "", "", "", "", "", "", "", failed.why()));
            csv.add(row.toArray());
        }
        return csv;
    }
}
