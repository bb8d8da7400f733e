package org.mnist.cli.output;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Table;
import org.mnist.base.Text;
import org.mnist.sweep.Ranking;
import org.mnist.sweep.SweepResult;
import org.mnist.sweep.TrialResult;
import org.mnist.sweep.Verdict;

/** The ranking of a sweep as text, and its trainings as CSV. */
public final class SweepTable {
    /** The most rows on a terminal; the files have them all. */
    private static final int MOST = 20;

    private SweepTable() {}

    /** The ranking, and what may be said of it. */
    public static String text(SweepResult result) {
        if (result.ranking().isEmpty()) {
            return "no training has ended";
        }
        List<String> heads = new ArrayList<>(List.of(">#", "arch"));
        result.settings().forEach(key -> heads.add(">" + key));
        heads.addAll(List.of(">seeds", ">validation", ">± s.e.", ">val loss", ">test", ">time"));
        Table table = new Table(heads.toArray(String[]::new));
        int place = 0;
        for (Ranking.Ranked one : result.ranking()) {
            if (++place > MOST) {
                break;
            }
            List<Object> cells = new ArrayList<>(List.of(place, one.arch()));
            result.settings().forEach(key -> cells.add(one.settings().getOrDefault(key, Text.NONE)));
            cells.addAll(List.of(
                    one.trials(),
                    Text.percent(one.valAccuracy()),
                    percent(one.standardError()),
                    Text.format("%.4f", one.valLoss()),
                    percent(one.testAccuracy()),
                    Text.duration(one.trainSeconds())));
            table.row(cells.toArray());
        }
        return table.text() + "\n\n" + words(result);
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
