package org.mnist.report;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mnist.base.Failure;
import org.mnist.base.Table;
import org.mnist.experiment.RunFiles;
import org.mnist.train.EpochResult;

/** Several runs beside each other: their curves in one picture, and a page with that and their figures. */
public final class Comparison {
    private Comparison() {}

    /**
     * Draws the validation curves of runs.
     *
     * @param runs at least one, each with at least one epoch
     * @throws Failure of kind UNAVAILABLE if this Java cannot draw text, BAD_INPUT if a run has no epochs
     */
    public static BufferedImage draw(List<RunFiles> runs) {
        Pictures.requireCanDraw();
        return Curves.compare(curves(runs), Theme.LIGHT);
    }

    private static Map<String, List<EpochResult>> curves(List<RunFiles> runs) {
        Map<String, List<EpochResult>> curves = new LinkedHashMap<>();
        for (RunFiles run : runs) {
            List<EpochResult> history = run.metrics().read();
            if (history.isEmpty()) {
                throw new Failure(Failure.Kind.BAD_INPUT, run.path() + " has no epoch yet; leave it out");
            }
            curves.put(run.path().toString(), history);
        }
        return curves;
    }

    /**
     * A page with a table of runs and their curves, in one file.
     *
     * @param heading a sentence above the table
     * @param warning a sentence that must not be missed; empty if there is none
     * @param table the table, as text
     * @param notes sentences below it
     * @param runs whose curves are drawn; those without an epoch have none, and where this Java cannot draw none has
     */
    public static String page(String heading, String warning, Table table, List<String> notes, List<RunFiles> runs) {
        List<RunFiles> drawn = runs.stream()
                .filter(run -> !run.metrics().readIfThere().isEmpty())
                .toList();
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", "mnist compare");
        parts.put("style", ReportPage.style());
        parts.put("heading", Html.escape(heading));
        parts.put("warning", warning.isEmpty() ? "" : "<p class=\"sample\">" + Html.escape(warning) + "</p>");
        parts.put("rows", rows(table));
        parts.put(
                "notes",
                notes.stream().map(Html::escape).collect(Collectors.joining("<br/>\n", "<p class=\"soft\">", "</p>")));
        parts.put("curves", drawn.isEmpty() || !Pictures.canDraw() ? "" : ReportPage.picture(picture(curves(drawn))));
        return Html.fill(Html.template(Comparison.class, "comparison.html"), parts);
    }

    private static Pictures.Picture picture(Map<String, List<EpochResult>> curves) {
        return new Pictures.Picture(
                RunFiles.CURVES,
                "Training",
                "Validation loss and accuracy of each run after each epoch",
                theme -> Curves.compare(curves, theme));
    }

    private static String rows(Table table) {
        List<List<String>> rows = table.rows();
        return IntStream.range(0, rows.size())
                .mapToObj(i -> row(table, rows.get(i), i == 0 ? "th" : "td"))
                .collect(Collectors.joining("\n"));
    }

    private static String row(Table table, List<String> cells, String tag) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> "<" + tag + (table.isRight(i) ? " class=\"number\">" : ">") + Html.escape(cells.get(i))
                        + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }
}
