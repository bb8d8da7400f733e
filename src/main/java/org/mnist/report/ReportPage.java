package org.mnist.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Resources;
import org.mnist.base.ShellCommand;
import org.mnist.base.Text;
import org.mnist.config.ConfigLoader;
import org.mnist.eval.Accuracy;
import org.mnist.eval.ConfusedPair;
import org.mnist.experiment.Diagnosis;
import org.mnist.experiment.Provenance;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;
import org.mnist.network.Architecture;

/** {@code report.html}: one page with everything in it, which needs no script, no network and no other file. */
final class ReportPage {
    /** The most rows of a table that stands open. */
    private static final int LONG_TABLE = 30;

    private ReportPage() {}

    /** The page of a run; pictures that are files of their own are tiles on it where that is better to read. */
    static String of(Reported run, List<Pictures.Picture> pictures) {
        RunResult result = run.result();
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("heading", Html.escape(result.arch() + " on " + result.data()));
        parts.put("about", Html.escape(run.config().about()));
        parts.put("sample", result.sample() ? Html.SAMPLE : "");
        parts.put("figures", figures(run));
        parts.put(
                "reading",
                Sentences.reading(result, run.config(), run.history()).stream()
                        .map(line -> "<li>" + Html.escape(line) + "</li>")
                        .collect(Collectors.joining("\n", "<ul class=\"reading\">\n", "\n</ul>")));
        parts.put(
                "setup",
                HtmlTable.pairs(Setup.of(run.config(), result, run.train().count())));
        parts.put("parts", String.join("\n", parts(run, pictures)));
        parts.put("layers", layers(run.config().architecture()));
        parts.put("configuration", Html.escape(ConfigLoader.print(run.config())));
        parts.put("provenance", provenance(run.provenance()));
        return Html.page(
                result.arch() + ": " + Text.percent(result.best().test().accuracy()),
                Html.fill(Resources.text(ReportPage.class, "report.html"), parts));
    }

    private static String figures(Reported run) {
        RunResult result = run.result();
        RunResult.Scored best = result.best();
        RunResult.Test test = best.test();
        List<String> figures = new ArrayList<>();
        figures.add(figure(Sentences.of(test), "test accuracy, " + Text.count(test.images()) + " images"));
        Accuracy validation = Sentences.validation(result, run.config());
        figures.add(figure(
                "epoch " + best.epoch(),
                validation == null
                        ? "the last"
                        : "of " + Text.number(result.epochs(), "epoch") + ", chosen by validation",
                ""));
        if (validation != null) {
            figures.add(figure(validation, "validation accuracy then"));
            figures.add(figure(Sentences.of(result.last().test()), "test accuracy, last epoch"));
        }
        figures.add(figure(Text.count(test.images() - test.correct()), "test images wrong", ""));
        figures.add(figure(Text.format("%.4f", test.loss()), "test loss", ""));
        figures.add(figure(Text.count(result.trainable()), "parameters learned", ""));
        figures.add(figure(Text.duration(result.trainSeconds()), "of training steps", ""));
        figures.add(figure(Text.format("%,.0f", result.trainImagesPerSecond()), "images a second in training", ""));
        return String.join("\n", figures);
    }

    private static String figure(Accuracy accuracy, String caption) {
        return figure(
                Text.percent(accuracy.accuracy()),
                caption,
                accuracy.low() == null ? "" : "95\u00a0%: " + Sentences.interval(accuracy));
    }

    private static String figure(String value, String caption, String more) {
        return "<li><b>" + Html.escape(value) + "</b><span>" + Html.escape(caption) + "</span>"
                + (more.isEmpty() ? "" : "<span>" + Html.escape(more) + "</span>") + "</li>";
    }

    /** The parts of the page with pictures and tables, in their order. */
    private static List<String> parts(Reported run, List<Pictures.Picture> pictures) {
        RunResult result = run.result();
        List<String> names = result.best().test().names();
        Map<String, Pictures.Picture> drawn = new LinkedHashMap<>();
        pictures.forEach(picture -> drawn.put(picture.file(), picture));
        Diagnosis diagnosis = result.diagnosis();
        List<String> parts = new ArrayList<>();
        add(parts, drawn.get(RunFiles.CURVES));
        add(parts, drawn.get(RunFiles.CONFUSION));
        if (diagnosis != null) {
            parts.add(heading("The hardest pairs", Sentences.PAIRS) + pairs(diagnosis, run, names));
        }
        parts.add(classes(result.best().test(), run.noun()));
        parts.add(
                heading("The surest mistakes", Sentences.MISTAKES) + Gallery.of(result.mistakes(), run.test(), names));
        if (diagnosis == null) {
            parts.add(heading(
                    "What this report lacks",
                    "Calibration, the hardest pairs and doubtful labels: the run was scored by an mnist that did not keep"
                            + " them. To have them, train it again: "
                            + ShellCommand.of(List.of(
                                    "train",
                                    "--config",
                                    run.folder().resolve("config.yaml").toString()))));
        } else if (result.best().valAccuracy() != null) {
            parts.add(heading("Labels to look at in the training data", Sentences.DOUBTED)
                    + Gallery.of(diagnosis.doubted(), run.train(), names));
        }
        add(parts, drawn.get(RunFiles.CALIBRATION));
        Pictures.Picture filters = drawn.get(RunFiles.FILTERS);
        if (filters != null) {
            parts.add(heading(filters.title(), filters.key()) + FiltersPicture.html(run.kernels()));
        }
        return parts;
    }

    private static void add(List<String> parts, Pictures.@Nullable Picture picture) {
        if (picture != null) {
            parts.add(heading(picture.title(), picture.key()) + Html.picture(picture.text(), picture.drawing()));
        }
    }

    private static String heading(String title, String sentence) {
        return "<h2>" + Html.escape(title) + "</h2>\n<p class=\"soft\">" + Html.escape(sentence) + "</p>\n";
    }

    private static String pairs(Diagnosis diagnosis, Reported run, List<String> names) {
        StringBuilder pairs = new StringBuilder();
        for (ConfusedPair pair : diagnosis.pairs()) {
            pairs.append("<h3>")
                    .append(Html.escape(names.get(pair.first()) + " and " + names.get(pair.second()) + ": "
                            + Text.number(pair.mistakes(), "mistake")))
                    .append("</h3>\n")
                    .append(Gallery.of(pair.examples(), run.test(), names))
                    .append('\n');
        }
        return pairs.isEmpty() ? "<p>There is none.</p>" : pairs.toString();
    }

    /** The figures of each class; a long table is there to be opened. */
    private static String classes(RunResult.Test test, String noun) {
        HtmlTable table = new HtmlTable(List.of(noun, ">images", ">precision", ">recall", ">F1"));
        for (RunResult.PerClass figures : test.classes()) {
            table.row(List.of(
                    figures.name(),
                    Text.count(figures.images()),
                    percent(figures.precision()),
                    percent(figures.recall()),
                    percent(figures.f1())));
        }
        String sentence = "<p class=\"soft\">" + Html.escape(Sentences.CLASSES) + "</p>\n";
        return test.classes().size() <= LONG_TABLE
                ? "<h2>Each " + noun + "</h2>\n" + sentence + table.html()
                : "<details><summary>Each " + noun + "</summary>\n" + sentence + table.html() + "\n</details>";
    }

    private static String percent(@Nullable Double share) {
        return share == null ? Text.NONE : Text.percent(share);
    }

    private static String layers(Architecture architecture) {
        HtmlTable table = new HtmlTable(List.of("layer", "settings", "output", ">params", ">trainable"));
        architecture
                .rows()
                .forEach(row -> table.row(List.of(
                        row.layer().kind(),
                        row.layer().detail(),
                        row.out().toString(),
                        Text.count(row.parameters()),
                        row.frozen() ? "frozen" : Text.count(row.trainable()))));
        return table.html();
    }

    private static String provenance(Provenance p) {
        Map<String, Object> lines = new LinkedHashMap<>();
        lines.put("mnist", p.version() + " (" + p.commit() + ")");
        lines.put("command", ShellCommand.of(p.arguments()));
        lines.put("started", p.started());
        lines.put(
                "processor",
                p.cpu() + ", " + Text.number(p.processors(), "processor") + ", " + Text.number(p.threads(), "thread"));
        lines.put("vectors", String.join(" ", p.cpuFeatures()));
        lines.put("engine", p.engine() + " (oneDNN " + p.onednn() + ", DL4J " + p.dl4j() + ", " + p.backend() + ")");
        lines.put("Java", p.java());
        lines.put("system", p.os());
        p.data().forEach((file, hash) -> lines.put(file, "SHA-256 " + hash));
        return HtmlTable.pairs(lines);
    }
}
