package org.mnist.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.mnist.bench.Measurement;
import org.mnist.bench.Measurement.Run;
import org.mnist.bench.Report;
import org.mnist.term.Table;
import org.mnist.term.Text;

/** The figures of benchmarks for a person. */
final class BenchTable {
    private static final String NONE = "–";

    private BenchTable() {}

    static String text(List<Report> reports) {
        return table(reports).text() + "\n\n" + notes(reports);
    }

    static String markdown(List<Report> reports) {
        return table(reports).markdown() + "\n\n" + notes(reports) + "\n";
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

    private static String accuracy(DescriptiveStatistics accuracies) {
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

    private static String notes(List<Report> reports) {
        return "Speeds and times are medians over the seeds, of the steps alone. Accuracies are mean ± σ over the seeds, after the"
                + "\nlast epoch, and after the epoch that validation chose.\n\n"
                + reports.stream().map(BenchTable::note).distinct().collect(Collectors.joining("\n"));
    }

    private static String note(Report report) {
        return Text.format(
                "- %s: %s%s; mnist %s (%s), %s: `mnist %s`",
                report.results().stream().map(Measurement::arch).collect(Collectors.joining(", ")),
                report.sample() ? "SAMPLE of " : "",
                report.sample() ? "mnist, not the real test set" : report.data(),
                report.version(),
                report.commit(),
                report.hardware(),
                String.join(" ", report.arguments()));
    }
}
