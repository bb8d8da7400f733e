package org.mnist.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.mnist.bench.Measurement;
import org.mnist.bench.Measurement.Run;
import org.mnist.bench.Report;
import org.mnist.config.Presets;
import org.mnist.term.Table;
import org.mnist.term.Text;

/** The figures of benchmarks for a person. */
final class BenchTable {
    private static final String NONE = "–";
    private static final String NOTES =
            "Speeds and times are medians over the seeds, of the steps alone. Accuracies are mean ± σ over the seeds, after the"
                    + "\nlast epoch, and after the epoch that validation chose.";

    private BenchTable() {}

    static String text(List<Report> reports) {
        return parts(reports, table(reports).text(), EnsembleTable.of(reports).map(Table::text));
    }

    static String markdown(List<Report> reports) {
        return parts(
                        reports,
                        results(reports).markdown(),
                        EnsembleTable.of(reports).map(Table::markdown)) + "\n";
    }

    private static String parts(List<Report> reports, String table, Optional<String> ensembles) {
        boolean any = reports.stream().anyMatch(report -> !report.results().isEmpty());
        return Stream.of(
                        any ? Optional.of(table + "\n\n" + NOTES) : Optional.<String>empty(),
                        ensembles,
                        Optional.of(reports.stream()
                                .map(BenchTable::note)
                                .distinct()
                                .collect(Collectors.joining("\n"))))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n\n"));
    }

    /** What a page of results needs: accuracies first, and of the speed only how long a run takes. */
    private static Table results(List<Report> reports) {
        Table table = new Table(
                "preset",
                ">params",
                ">trainable",
                ">epochs",
                "precision",
                ">seeds",
                ">test accuracy, last epoch",
                ">min … max",
                ">validation-chosen",
                ">published",
                ">s/run");
        reports.stream()
                .flatMap(report -> report.results().stream())
                .sorted(Comparator.comparing(m -> place(m.arch())))
                .forEach(m -> table.row(
                        m.arch(),
                        Text.count(m.parameters()),
                        Text.count(m.trainable()),
                        m.epochs(),
                        m.precision(),
                        m.runs().size(),
                        accuracy(m.accuracies()),
                        range(m.accuracies()),
                        m.validation() == 0 ? NONE : accuracy(m.chosenAccuracies()),
                        m.published() == null ? NONE : Text.format("%.2f %%", m.published()),
                        Text.format("%.1f", median(m.over(Run::trainSeconds)))));
        return table;
    }

    /** Presets come in their order, others behind them. */
    private static int place(String arch) {
        int place = Presets.NAMES.indexOf(arch);
        return place < 0 ? Presets.NAMES.size() : place;
    }

    private static Table table(List<Report> reports) {
        Table table = new Table(
                "arch",
                ">params",
                "engine",
                ">batch",
                ">train images/s",
                ">inference images/s",
                ">s/run",
                ">epochs",
                ">seeds",
                ">test accuracy, last",
                ">chosen",
                ">min … max",
                ">published",
                ">s to accuracy");
        for (Report report : reports) {
            report.results().forEach(m -> table.row(row(m)));
        }
        return table;
    }

    private static Object[] row(Measurement m) {
        return new Object[] {
            m.arch(),
            Text.count(m.parameters()),
            m.engine() + " " + m.precision(),
            m.batch(),
            Text.format("%,.0f", median(m.over(Run::trainImagesPerSecond))),
            Text.format("%,.0f", median(m.over(Run::inferenceImagesPerSecond))),
            Text.format("%.1f", median(m.over(Run::trainSeconds))),
            m.epochs(),
            m.runs().size(),
            accuracy(m.accuracies()),
            m.validation() == 0 ? NONE : accuracy(m.chosenAccuracies()),
            range(m.accuracies()),
            m.published() == null ? NONE : Text.format("%.2f %%", m.published()),
            m.secondsToAccuracy().getN() == 0
                    ? NONE
                    : Text.format(
                            "%.2f (%d of %d)",
                            m.secondsToAccuracy().getMean(),
                            m.secondsToAccuracy().getN(),
                            m.runs().size())
        };
    }

    private static double median(DescriptiveStatistics figures) {
        return figures.getPercentile(50);
    }

    static String accuracy(DescriptiveStatistics accuracies) {
        String mean = Text.format("%.3f", 100 * accuracies.getMean());
        return accuracies.getN() < 2
                ? mean + " %"
                : mean + Text.format(" ± %.3f %%", 100 * accuracies.getStandardDeviation());
    }

    private static String range(DescriptiveStatistics accuracies) {
        return accuracies.getN() < 2
                ? NONE
                : Text.format("%.2f … %.2f", 100 * accuracies.getMin(), 100 * accuracies.getMax());
    }

    private static String note(Report report) {
        return Text.format(
                "- %s: %s%s; mnist %s (%s), %s: `mnist %s`",
                Stream.concat(
                                report.results().stream().map(Measurement::arch),
                                report.ensembles().stream().map(EnsembleTable::name))
                        .collect(Collectors.joining(", ")),
                report.sample() ? "SAMPLE of " : "",
                report.sample() ? "mnist, not the real test set" : report.data(),
                report.version(),
                report.commit(),
                report.hardware(),
                String.join(" ", report.arguments()));
    }
}
