package org.mnist.report;

import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mnist.base.ShellCommand;
import org.mnist.base.Text;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.experiment.Provenance;
import org.mnist.experiment.RunResult;
import org.mnist.network.Architecture;

/** {@code report.html}: one page with everything in it, which needs no script, no network and no other file. */
final class ReportPage {
    /** The width of the page, in pixels. */
    private static final int PAGE = 960;

    /** The most rows of a table that stands open. */
    private static final int LONG_TABLE = 30;

    private ReportPage() {}

    /** The page of a run; {@code pictures} are drawn light and dark. */
    static String of(TrainConfig config, RunResult result, Provenance provenance, List<Pictures.Picture> pictures) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "title",
                Html.escape(
                        result.arch() + ": " + Text.percent(result.best().test().accuracy())));
        parts.put("style", style());
        parts.put("heading", Html.escape(result.arch() + " on " + result.data()));
        parts.put("about", Html.escape(config.about()));
        parts.put(
                "sample",
                result.sample()
                        ? "<p class=\"sample\">A small sample of MNIST: these figures say nothing about the real test"
                                + " set.</p>"
                        : "");
        parts.put("figures", figures(result));
        parts.put("pictures", pictures.stream().map(ReportPage::picture).collect(Collectors.joining("\n")));
        parts.put("classes", classes(result.best().test(), RunReport.noun(config.task())));
        parts.put("layers", layers(config.architecture()));
        parts.put("configuration", Html.escape(ConfigLoader.print(config)));
        parts.put("provenance", provenance(provenance));
        return Html.fill(Html.template(ReportPage.class, "page.html"), parts);
    }

    /** How every page of the program's looks. */
    static String style() {
        return Html.template(ReportPage.class, "style.css");
    }

    private static String figures(RunResult result) {
        RunResult.Scored best = result.best();
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put(
                "test accuracy, " + Text.count(best.test().images()) + " images",
                Text.percent(best.test().accuracy()));
        figures.put(
                best.valAccuracy() == null
                        ? "epoch, the last"
                        : "of " + result.epochs() + " epochs, chosen by validation",
                "epoch " + best.epoch());
        if (best.valAccuracy() != null) {
            figures.put("validation accuracy then", Text.percent(best.valAccuracy()));
            figures.put(
                    "test accuracy, last epoch",
                    Text.percent(result.last().test().accuracy()));
        }
        figures.put("test loss", Text.format("%.4f", best.test().loss()));
        figures.put("parameters learned", Text.count(result.trainable()));
        figures.put("of training steps", Text.duration(result.trainSeconds()));
        figures.put("images a second in training", Text.format("%,.0f", result.trainImagesPerSecond()));
        figures.put("seed", Long.toString(result.seed()));
        return figures.entrySet().stream()
                .map(figure -> "<li><b>" + Html.escape(figure.getValue()) + "</b><span>" + Html.escape(figure.getKey())
                        + "</span></li>")
                .collect(Collectors.joining("\n"));
    }

    /** A picture in its own size where it is too wide for the page, which would make its letters too small to read. */
    static String picture(Pictures.Picture picture) {
        BufferedImage light = picture.draw(Theme.LIGHT);
        return "<h2>" + Html.escape(picture.title())
                + "</h2>\n<div class=\"scroll\"><picture><source media=\"(prefers-color-scheme: dark)\" srcset=\""
                + data(picture.draw(Theme.DARK)) + "\"/><img " + (light.getWidth() > PAGE ? "class=\"wide\" " : "")
                + "alt=\"" + Html.escape(picture.text()) + "\" src=\"" + data(light) + "\"/></picture></div>";
    }

    /** A picture as a source of an element of HTML. */
    static String data(BufferedImage picture) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(Png.bytes(picture));
    }

    /** The figures of each class; a long table is there to be opened. */
    private static String classes(RunResult.Test test, String noun) {
        String table = test.classes().stream()
                .map(figures -> row(
                        cell(figures.name()),
                        number(Text.count(test.confusion().get(figures.label()).stream()
                                .mapToInt(Integer::intValue)
                                .sum())),
                        number(percent(figures.precision())),
                        number(percent(figures.recall()))))
                .collect(Collectors.joining(
                        "\n",
                        "<div class=\"scroll\"><table>\n<tr><th>" + noun + "</th><th class=\"number\">images</th>"
                                + "<th class=\"number\">precision</th><th class=\"number\">recall</th></tr>\n",
                        "\n</table></div>"));
        return test.classes().size() <= LONG_TABLE
                ? "<h2>Each " + noun + "</h2>\n" + table
                : "<details><summary>Each " + noun + "</summary>\n" + table + "\n</details>";
    }

    private static String percent(@Nullable Double share) {
        return share == null ? Text.NONE : Text.percent(share);
    }

    private static String layers(Architecture architecture) {
        return architecture.rows().stream()
                .map(row -> row(
                        cell(row.layer().kind()),
                        cell(row.layer().detail()),
                        cell(row.out().toString()),
                        number(Text.count(row.parameters())),
                        number(row.frozen() ? "frozen" : Text.count(row.trainable()))))
                .collect(Collectors.joining("\n"));
    }

    private static String provenance(Provenance p) {
        Map<String, Object> lines = new LinkedHashMap<>();
        lines.put("mnist", p.version() + " (" + p.commit() + ")");
        lines.put("command", ShellCommand.of(p.arguments()));
        lines.put("started", p.started());
        lines.put("processor", p.cpu() + ", " + p.processors() + " processors, " + p.threads() + " threads");
        lines.put("vectors", String.join(" ", p.cpuFeatures()));
        lines.put("engine", p.engine() + " (oneDNN " + p.onednn() + ", DL4J " + p.dl4j() + ", " + p.backend() + ")");
        lines.put("Java", p.java());
        lines.put("system", p.os());
        p.data().forEach((file, hash) -> lines.put(file, "SHA-256 " + hash));
        return lines.entrySet().stream()
                .map(line -> "<tr><th>" + Html.escape(line.getKey()) + "</th><td class=\"long\">"
                        + Html.escape(String.valueOf(line.getValue())) + "</td></tr>")
                .collect(Collectors.joining("\n"));
    }

    private static String row(String... cells) {
        return "<tr>" + String.join("", cells) + "</tr>";
    }

    private static String cell(String text) {
        return "<td>" + Html.escape(text) + "</td>";
    }

    private static String number(String text) {
        return "<td class=\"number\">" + Html.escape(text) + "</td>";
    }
}
