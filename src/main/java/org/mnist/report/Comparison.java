package org.mnist.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.mnist.base.Failure;
import org.mnist.base.Resources;
import org.mnist.base.Table;
import org.mnist.experiment.RunFiles;
import org.mnist.train.EpochResult;

/** Several runs beside each other: their curves in one picture, and a page with that and their figures. */
public final class Comparison {
    private static final String TITLE = "Training";
    /** What the curves are of. */
    static final String KEY = "Loss and accuracy on the images held out, after each epoch; of a run that held none out,"
            + " on its training images. The higher of two accuracies is better by more than chance only where the table says"
            + " so.";

    private Comparison() {}

    /**
     * Draws the validation curves of runs.
     *
     * @param runs at least one, each with at least one epoch
     * @param file the name of the picture: what ends with {@code .svg} is one, all else is a PNG
     * @throws Failure of kind UNAVAILABLE if this Java cannot draw text, BAD_INPUT if a run has no epochs
     */
    public static byte[] draw(List<RunFiles> runs, Path file) {
        Pictures.requireCanDraw();
        Drawing picture = picture(curves(runs)).apply(Drawing.WIDE).titled(TITLE, List.of(KEY));
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".svg")
                ? picture.svg().getBytes(StandardCharsets.UTF_8)
                : Png.bytes(picture.image(Theme.LIGHT));
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
        parts.put("heading", Html.escape(heading));
        parts.put("warning", warning.isEmpty() ? "" : "<p class=\"sample\">" + Html.escape(warning) + "</p>");
        parts.put("table", HtmlTable.of(table).html());
        parts.put(
                "notes",
                notes.stream().map(Html::escape).collect(Collectors.joining("<br/>\n", "<p class=\"soft\">", "</p>")));
        Map<String, List<EpochResult>> curves = curves(drawn);
        parts.put(
                "curves",
                Curves.areThere(curves.values()) && Pictures.canDraw()
                        ? "<h2>" + TITLE + "</h2>\n<p class=\"soft\">" + KEY + "</p>\n"
                                + Html.picture(
                                        "Validation loss and accuracy of each run after each epoch", picture(curves))
                        : "");
        return Html.page("mnist compare", Html.fill(Resources.text(Comparison.class, "comparison.html"), parts));
    }

    private static IntFunction<Drawing> picture(Map<String, List<EpochResult>> curves) {
        return width -> Curves.compare(curves, width).draw(width);
    }
}
