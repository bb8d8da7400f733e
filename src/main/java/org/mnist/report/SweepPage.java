package org.mnist.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.Resources;
import org.mnist.base.Text;
import org.mnist.experiment.RunFiles;
import org.mnist.sweep.Ranking;
import org.mnist.sweep.SweepResult;
import org.mnist.sweep.TrialResult;
import org.mnist.sweep.Verdict;
import org.mnist.train.EpochResult;

/** {@code sweep.html}: one page of what a sweep came to, which needs no script, no network and no other file. */
public final class SweepPage {
    /** More rows are in {@code sweep.csv}. */
    private static final int ROWS = 100;

    /** So many trainings of the best configurations have their curves drawn, in colours that eyes tell apart. */
    private static final int CURVES = 6;

    private SweepPage() {}

    /**
     * The page.
     *
     * @param folder the sweep's, which has the run folders
     */
    public static String of(SweepResult result, Path folder) {
        Map<String, String> parts = new LinkedHashMap<>();
        Scale scale = Scale.of(result.ranking());
        parts.put("heading", Html.escape(heading(result)));
        parts.put("sample", result.sample() ? Html.SAMPLE : "");
        parts.put("verdict", unbroken(Html.escape(String.join(" ", Verdict.of(result)))));
        parts.put("about", Html.escape(about(result)));
        parts.put("low", unbroken(Text.percent(scale.low())));
        parts.put("high", unbroken(Text.percent(scale.high())));
        parts.put("ranking", ranking(result, scale));
        boolean draws = Pictures.canDraw() && !result.trials().isEmpty();
        parts.put("settings", draws ? settings(result) : "");
        parts.put("curves", draws ? curves(result, folder) : "");
        parts.put("failures", failures(result));
        return Html.page("sweep: " + heading(result), Html.fill(Resources.text(SweepPage.class, "sweep.html"), parts));
    }

    /** A text in which no number and its percent sign come to be on two lines. */
    private static String unbroken(String text) {
        return text.replace(" %", "&#160;%");
    }

    private static String heading(SweepResult result) {
        return Text.number(result.ranking().size(), "configuration") + " on " + result.data();
    }

    private static String about(SweepResult result) {
        return (result.processors().size() > 1
                        ? "PROCESSORS DIFFER, and results may in their last bits: "
                                + String.join("; ", result.processors()) + " (sweep.csv has that of each training). "
                        : "")
                + Text.number(result.trials().size(), "training") + " of " + result.planned() + " have ended, "
                + Text.number(result.failures().size(), "failure") + "; "
                + Text.number(result.threads(), "thread") + " each, " + result.launcher() + "; "
                + result.hardware();
    }

    /** The axis of the ranking: from the least accuracy minus its error to the highest plus its error. */
    private record Scale(double low, double high) {
        static Scale of(List<Ranking.Ranked> ranking) {
            double low = ranking.stream()
                    .limit(ROWS)
                    .mapToDouble(one -> one.valAccuracy() - error(one))
                    .min()
                    .orElse(0);
            double high = ranking.stream()
                    .limit(ROWS)
                    .mapToDouble(one -> one.valAccuracy() + error(one))
                    .max()
                    .orElse(1);
            return high > low ? new Scale(low, high) : new Scale(low - 0.01, high + 0.01);
        }

        /** A place from 4 to 196. */
        String place(double accuracy) {
            return Text.format("%.1f", 4 + 192 * (accuracy - low) / (high - low));
        }
    }

    private static double error(Ranking.Ranked one) {
        return Objects.requireNonNullElse(one.standardError(), 0.0);
    }

    private static String ranking(SweepResult result, Scale scale) {
        List<String> heads = new ArrayList<>(List.of(">#", "configuration"));
        result.settings().forEach(key -> heads.add(">" + key));
        heads.addAll(List.of(">seeds", ">validation", "", ">± s.e.", ">loss", ">test", ">training"));
        HtmlTable table = new HtmlTable(heads);
        List<Ranking.Ranked> ranking = result.ranking();
        for (int i = 0; i < Math.min(ROWS, ranking.size()); i++) {
            List<Object> row = row(result, ranking.get(i), i + 1, scale);
            if (i == 0) {
                table.best(row);
            } else {
                table.row(row);
            }
        }
        return table.html()
                + (ranking.size() > ROWS
                        ? "<p class=\"soft\">" + (ranking.size() - ROWS) + " more are in sweep.csv</p>"
                        : "");
    }

    private static List<Object> row(SweepResult result, Ranking.Ranked one, int place, Scale scale) {
        List<Object> row = new ArrayList<>(List.of(Integer.toString(place), one.configuration()));
        result.settings().forEach(key -> row.add(one.settings().getOrDefault(key, Text.NONE)));
        row.addAll(List.of(
                Integer.toString(one.trials()),
                Text.percent(one.valAccuracy()),
                bar(one, scale),
                percent(one.standardError()),
                Text.format("%.4f", one.valLoss()),
                percent(one.testAccuracy()),
                Text.duration(one.trainSeconds())));
        return row;
    }

    private static HtmlTable.Markup bar(Ranking.Ranked one, Scale scale) {
        return new HtmlTable.Markup(Text.format(
                "<svg viewBox=\"0 0 200 20\" role=\"img\" aria-label=\"%s\"><line x1=\"%s\" x2=\"%s\" y1=\"10\""
                        + " y2=\"10\"/><circle cx=\"%s\" cy=\"10\" r=\"4\"/></svg>",
                Text.percent(one.valAccuracy()),
                scale.place(one.valAccuracy() - error(one)),
                scale.place(one.valAccuracy() + error(one)),
                scale.place(one.valAccuracy())));
    }

    private static String settings(SweepResult result) {
        StringBuilder pictures = new StringBuilder();
        for (String key : result.settings()) {
            if (result.trials().stream().noneMatch(trial -> trial.settings().containsKey(key))) {
                continue;
            }
            pictures.append("<h2>")
                    .append(Html.escape(key))
                    .append(
                            " and validation accuracy</h2>\n<p class=\"soft\">A dot for each training, in the colour of its"
                                    + " architecture.</p>\n")
                    .append(Html.picture(
                            key + " against validation accuracy",
                            width ->
                                    SettingChart.of(key, result.trials(), width).draw(width)));
        }
        return pictures.toString();
    }

    /** The learning curves of the best trainings of all. */
    private static String curves(SweepResult result, Path folder) {
        Map<String, TrialResult> trials = new LinkedHashMap<>();
        result.trials().forEach(trial -> trials.putIfAbsent(trial.configuration(), trial));
        Map<String, List<EpochResult>> curves = new LinkedHashMap<>();
        for (Ranking.Ranked one : result.ranking()) {
            TrialResult trial = trials.get(one.configuration());
            if (trial != null && curves.size() < CURVES) {
                history(folder.resolve(trial.trial())).ifPresent(history -> curves.put(trial.trial(), history));
            }
        }
        return Curves.areThere(curves.values())
                ? "<h2>Learning curves of the best configurations, each from one seed</h2>\n"
                        + Html.picture(
                                "validation loss and accuracy, epoch by epoch",
                                width -> Curves.compare(curves, width).draw(width))
                : "";
    }

    private static Optional<List<EpochResult>> history(Path run) {
        try {
            return Optional.of(new RunFiles(run, line -> {}).metrics().read()).filter(history -> !history.isEmpty());
        } catch (Failure e) {
            return Optional.empty(); // the page tells of what is there
        }
    }

    private static String failures(SweepResult result) {
        if (result.failures().isEmpty()) {
            return "";
        }
        Map<String, String> failed = new LinkedHashMap<>();
        result.failures().forEach(one -> failed.put(one.trial(), one.why()));
        return "<h2>Failed</h2>\n" + HtmlTable.pairs(failed);
    }

    private static String percent(@Nullable Double share) {
        return share == null ? Text.NONE : Text.percent(share);
    }
}
