package org.mnist.report;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
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
        parts.put("title", Html.escape("sweep: " + heading(result)));
        parts.put("heading", Html.escape(heading(result)));
        parts.put(
                "sample",
                result.sample()
                        ? "<p class=\"sample\">A small sample of MNIST: these figures say nothing about the real test"
                                + " set.</p>"
                        : "");
        parts.put("verdict", unbroken(Html.escape(String.join(" ", Verdict.of(result)))));
        parts.put("about", Html.escape(about(result)));
        parts.put("low", unbroken(Text.percent(scale.low())));
        parts.put("high", unbroken(Text.percent(scale.high())));
        parts.put("ranking", ranking(result, scale));
        boolean draws = Pictures.canDraw() && !result.trials().isEmpty();
        parts.put("settings", draws ? settings(result) : "");
        parts.put("curves", draws ? curves(result, folder) : "");
        parts.put("failures", failures(result));
        return Html.fill(Html.template(SweepPage.class, "sweep.html"), parts);
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
        List<String> rows = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("<th class=\"number\">#</th><th>configuration</th>"));
        result.settings().forEach(key -> heads.add("<th class=\"number\">" + Html.escape(key) + "</th>"));
        heads.add("<th class=\"number\">seeds</th><th class=\"number\">validation</th><th></th>"
                + "<th class=\"number\">± s.e.</th><th class=\"number\">loss</th><th class=\"number\">test</th>"
                + "<th class=\"number\">training</th>");
        rows.add("<tr>" + String.join("", heads) + "</tr>");
        int place = 0;
        for (Ranking.Ranked one : result.ranking()) {
            if (++place > ROWS) {
                rows.add("<tr><td></td><td class=\"soft\">" + (result.ranking().size() - ROWS)
                        + " more are in sweep.csv</td></tr>");
                break;
            }
            rows.add(row(result, one, place, scale));
        }
        return String.join("\n", rows);
    }

    private static String row(SweepResult result, Ranking.Ranked one, int place, Scale scale) {
        StringBuilder row = new StringBuilder(place == 1 ? "<tr class=\"best\">" : "<tr>");
        row.append(number(Integer.toString(place)))
                .append("<td>")
                .append(Html.escape(one.configuration()))
                .append("</td>");
        result.settings().forEach(key -> row.append(number(one.settings().getOrDefault(key, Text.NONE))));
        row.append(number(Integer.toString(one.trials()))).append(number(Text.percent(one.valAccuracy())));
        row.append(Text.format(
                "<td><svg viewBox=\"0 0 200 20\" role=\"img\" aria-label=\"%s\"><line x1=\"%s\" x2=\"%s\" y1=\"10\""
                        + " y2=\"10\"/><circle cx=\"%s\" cy=\"10\" r=\"4\"/></svg></td>",
                Text.percent(one.valAccuracy()),
                scale.place(one.valAccuracy() - error(one)),
                scale.place(one.valAccuracy() + error(one)),
                scale.place(one.valAccuracy())));
        return row.append(number(percent(one.standardError())))
                .append(number(Text.format("%.4f", one.valLoss())))
                .append(number(percent(one.testAccuracy())))
                .append(number(Text.duration(one.trainSeconds())))
                .append("</tr>")
                .toString();
    }

    private static String settings(SweepResult result) {
        StringBuilder pictures = new StringBuilder();
        for (String key : result.settings()) {
            if (result.trials().stream().noneMatch(trial -> trial.settings().containsKey(key))) {
                continue;
            }
            pictures.append("<h2>")
                    .append(Html.escape(key))
                    .append(" and validation accuracy</h2>\n")
                    .append(picture(
                            key + " against validation accuracy",
                            theme -> SettingChart.draw(key, result.trials(), theme)));
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
        boolean lines = curves.values().stream().anyMatch(history -> history.size() > 1);
        return lines
                ? "<h2>Learning curves of the best configurations, each from one seed</h2>\n"
                        + picture(
                                "validation loss and accuracy, epoch by epoch", theme -> Curves.compare(curves, theme))
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
        return result.failures().stream()
                .map(failed -> "<tr><td>" + Html.escape(failed.trial()) + "</td><td class=\"long\">"
                        + Html.escape(failed.why()) + "</td></tr>")
                .collect(Collectors.joining(
                        "\n", "<h2>Failed</h2>\n<div class=\"scroll\"><table>\n", "\n</table></div>"));
    }

    private static String picture(String text, Function<Theme, BufferedImage> draw) {
        return "<div class=\"scroll\"><picture><source media=\"(prefers-color-scheme: dark)\" srcset=\""
                + ReportPage.data(draw.apply(Theme.DARK)) + "\"/><img alt=\"" + Html.escape(text) + "\" src=\""
                + ReportPage.data(draw.apply(Theme.LIGHT)) + "\"/></picture></div>\n";
    }

    private static String percent(@Nullable Double share) {
        return share == null ? Text.NONE : Text.percent(share);
    }

    private static String number(String text) {
        return "<td class=\"number\">" + Html.escape(text) + "</td>";
    }
}
