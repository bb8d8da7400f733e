package org.mnist.cli.output;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.mnist.base.Table;
import org.mnist.base.Text;
import org.mnist.config.Presets;
import org.mnist.experiment.BenchmarkReport;
import org.mnist.experiment.Measurement;
import org.mnist.experiment.Measurement.Run;

/** The figures of benchmarks for a person. */
public final class BenchTable {
    private static final String NOTES =
            "Speeds and times are medians over the seeds, of the steps alone. Accuracies are mean ± σ over the seeds: on the\n"
                    + "images held out and on the test images, both after the epoch that validation chose, and on the test"
                    + " images after\n"
                    + "the last epoch, with the least and the greatest. What is best is chosen by validation.";

    private BenchTable() {}

    /** Tables for a terminal of a width: accuracies, then speeds. */
    public static String text(List<BenchmarkReport> reports, int columns) {
        return parts(
                reports,
                accuracies(reports).text(columns) + "\n\n" + speeds(reports).text(columns),
                BenchEnsembleTable.of(reports).map(table -> table.text(columns)));
    }

    /** Tables for a page of results: accuracies, and of the speed only how long a run takes. */
    public static String markdown(List<BenchmarkReport> reports) {
        return parts(
                        reports,
                        accuracies(reports).markdown(),
                        BenchEnsembleTable.of(reports).map(Table::markdown)) + "\n";
    }

    private static String parts(List<BenchmarkReport> reports, String tables, Optional<String> ensembles) {
        boolean any = reports.stream().anyMatch(report -> !report.results().isEmpty());
        return Stream.of(
                        any ? Optional.of(tables + "\n\n" + NOTES) : Optional.<String>empty(),
                        ensembles,
                        Optional.of(reports.stream()
                                .sorted(Comparator.comparing(BenchTable::place))
                                .map(BenchTable::note)
                                .distinct()
                                .collect(Collectors.joining("\n"))))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n\n"));
    }

    private static Table accuracies(List<BenchmarkReport> reports) {
        Table table = new Table(
                "preset",
                ">trainable",
                ">epochs",
                ">seeds",
                ">validation",
                ">test, chosen epoch",
                ">test, last epoch",
                ">min … max",
                ">published",
                ">s/run");
        fill(table, reports, (report, m) -> new Object[] {
            name(report, m),
            Text.count(m.trainable()),
            m.epochs(),
            m.runs().size(),
            m.valAccuracies().getN() == 0 ? Text.NONE : accuracy(m.valAccuracies()),
            m.validation() == 0 ? Text.NONE : accuracy(m.chosenAccuracies()),
            accuracy(m.accuracies()),
            range(m.accuracies()),
            m.published() == null || !isMnist(report) ? Text.NONE : Text.percent(m.published()),
            Text.format("%.1f", median(m.over(Run::trainSeconds)))
        });
        return table;
    }

    private static Table speeds(List<BenchmarkReport> reports) {
        Table table = new Table(
                "preset", ">params", "engine", ">batch", ">train images/s", ">inference images/s", ">s to accuracy");
        fill(table, reports, (report, m) -> new Object[] {
            name(report, m),
            Text.count(m.parameters()),
            m.engine() + " " + m.precision(),
            m.batch(),
            Text.format("%,.0f", median(m.over(Run::trainImagesPerSecond))),
            Text.format("%,.0f", median(m.over(Run::inferenceImagesPerSecond))),
            m.secondsToAccuracy().getN() == 0
                    ? Text.NONE
                    : Text.format(
                            "%.2f (%d of %d)",
                            m.secondsToAccuracy().getMean(),
                            m.secondsToAccuracy().getN(),
                            m.runs().size())
        });
        return table;
    }

    /** A row for each measurement, the presets in their order, all others behind them. */
    private static void fill(
            Table table, List<BenchmarkReport> reports, BiFunction<BenchmarkReport, Measurement, Object[]> row) {
        reports.stream()
                .flatMap(report -> report.results().stream().map(m -> Map.entry(report, m)))
                .sorted(Comparator.comparing(found -> place(found.getValue().arch())))
                .forEach(found -> table.row(row.apply(found.getKey(), found.getValue())));
    }

    /** The preset, with its precision and its data set where those are not the usual ones; a folder goes by its name. */
    private static String name(BenchmarkReport report, Measurement m) {
        String data = report.sample() ? "SAMPLE" : report.data().replaceFirst(".*[/\\\\]", "");
        return m.arch()
                + (m.precision().equals("f32") ? "" : ", " + m.precision())
                + (isMnist(report) ? "" : ", " + data);
    }

    /** Whether these are the images of the published figures. */
    private static boolean isMnist(BenchmarkReport report) {
        return report.data().equals("mnist") && !report.sample();
    }

    /** The place of a preset is that in the list of all; others come behind them. */
    private static int place(String arch) {
        int place = Presets.NAMES.indexOf(arch);
        return place < 0 ? Presets.NAMES.size() : place;
    }

    /** The place of a report is that of its first measurement; reports of ensembles alone come last. */
    private static int place(BenchmarkReport report) {
        return report.results().stream()
                .mapToInt(m -> place(m.arch()))
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    private static double median(DescriptiveStatistics figures) {
        return figures.getPercentile(50);
    }

    /** A mean and, of several, its standard deviation, in percent. */
    static String accuracy(DescriptiveStatistics accuracies) {
        String mean = Text.format("%.3f", 100 * accuracies.getMean());
        return accuracies.getN() < 2
                ? mean + " %"
                : mean + Text.format(" ± %.3f %%", 100 * accuracies.getStandardDeviation());
    }

    /** The least and the greatest of several, in percent. */
    static String range(DescriptiveStatistics accuracies) {
        return accuracies.getN() < 2
                ? Text.NONE
                : Text.format("%.2f … %.2f", 100 * accuracies.getMin(), 100 * accuracies.getMax());
    }

    /** The making of its figures: the command, the program, the hardware. */
    private static String note(BenchmarkReport report) {
        return Text.format(
                "- %s: `mnist %s`; %smnist %s (%s), %s",
                Stream.concat(
                                report.results().stream().map(m -> name(report, m)),
                                report.ensembles().stream().map(BenchEnsembleTable::name))
                        .collect(Collectors.joining("; ")),
                String.join(" ", report.arguments()),
                report.sample() ? "SAMPLE of mnist, not the real test set; " : "",
                report.version(),
                report.commit(),
                report.hardware());
    }
}
