package org.mnist.cli;

import org.mnist.bench.Measurement;
import org.mnist.term.Table;
import org.mnist.term.Text;

/** The figures of a benchmark for a person. */
final class BenchTable {
    private BenchTable() {}

    static String text(BenchCommand.Report report) {
        return table(report).text() + "\n\n" + note(report);
    }

    static String markdown(BenchCommand.Report report) {
        return table(report).markdown() + "\n\n" + note(report) + "\n";
    }

    private static Table table(BenchCommand.Report report) {
        Table table = new Table(
                "arch",
                ">params",
                "engine",
                ">batch",
                ">train images/s",
                ">inference images/s",
                ">s/epoch",
                ">epochs",
                ">seeds",
                ">test accuracy");
        for (Measurement m : report.results()) {
            table.row(
                    m.arch(),
                    Text.count(m.parameters()),
                    m.engine() + " " + m.precision(),
                    m.batch(),
                    Text.format("%,.0f", m.trainImagesPerSecond()),
                    Text.format("%,.0f", m.inferenceImagesPerSecond()),
                    Text.format("%.1f", m.secondsPerEpoch()),
                    m.epochs(),
                    m.runs().size(),
                    accuracy(m));
        }
        return table;
    }

    private static String accuracy(Measurement m) {
        String mean = Text.format("%.2f", 100 * m.accuracies().getMean());
        return m.runs().size() < 2
                ? mean + " %"
                : mean + Text.format(" ± %.2f %%", 100 * m.accuracies().getStandardDeviation());
    }

    private static String note(BenchCommand.Report report) {
        return Text.format(
                "%s%s; speeds are medians over the seeds, accuracy is mean ± σ after the last epoch; mnist %s (%s), %s",
                report.sample() ? "SAMPLE of " : "",
                report.sample() ? "mnist, not the real test set" : report.data(),
                report.version(),
                report.commit(),
                report.hardware());
    }
}
