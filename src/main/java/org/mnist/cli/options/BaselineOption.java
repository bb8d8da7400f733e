package org.mnist.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.cli.ExitCode;
import org.mnist.data.DatasetStore;
import org.mnist.experiment.Baseline;
import org.mnist.experiment.BenchmarkReport;
import org.mnist.experiment.Measurement;
import picocli.CommandLine.Option;

/** The gate {@code --baseline}: an earlier benchmark, whose accuracies must not be fallen below. */
public final class BaselineOption implements CheckedOptions {
    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "End with 3 if an accuracy is lower than in this earlier --export-json (Welch's test).")
    private Optional<Path> file = Optional.empty();

    private final List<String> warnings = new ArrayList<>();

    private Optional<Before> before = Optional.empty();

    /** An earlier benchmark, and the file that it was read from. */
    private record Before(Path file, BenchmarkReport report) {}

    @Override
    public void check() {
        before = file.map(path -> new Before(path, BenchmarkReport.read(path, warnings::add)));
    }

    /**
     * Refuses a comparison that could not be made, before hours of training.
     *
     * @param store knows which data sets have names
     * @param data the data set that is to be trained on
     * @param sides what will have been trained in the end
     */
    public void requireComparable(DatasetStore store, String data, List<Baseline.Side> sides) {
        before.ifPresent(known -> {
            requireSameData(store, known.file(), known.report(), data);
            Baseline.requireComparable(known.report().results(), sides);
        });
    }

    /**
     * Refuses to lay beside each other, or to add to each other, what is about different images.
     *
     * @param file which the report was read from
     * @param data the data set that is to be trained on
     */
    public static void requireSameData(DatasetStore store, Path file, BenchmarkReport report, String data) {
        if (areDifferent(store, report.data(), data)) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    file + " is about " + report.data() + ", and this is to train on " + data + "; add --data "
                            + report.data() + ", or name another file");
        }
    }

    /** Whether both are data sets with names, and not the same; a folder may have any images. */
    private static boolean areDifferent(DatasetStore store, String one, String other) {
        return store.isName(one) && store.isName(other) && !one.equals(other);
    }

    /** The exit code for benchmarks that were measured earlier; what has fallen is said. */
    public int judge(Console console, DatasetStore store, List<BenchmarkReport> reports) {
        before.ifPresent(known -> reports.forEach(report -> requireShownTogether(store, known, report)));
        return judge(
                console,
                reports.stream().flatMap(report -> report.results().stream()).toList());
    }

    private static void requireShownTogether(DatasetStore store, Before before, BenchmarkReport report) {
        String data = before.report().data();
        if (areDifferent(store, data, report.data())) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--baseline: " + before.file() + " is about " + data + ", and a benchmark shown here about "
                            + report.data() + "; show those of one data set");
        }
    }

    /** The exit code for measurements that have been found comparable; what has fallen is said. */
    public int judge(Console console, List<Measurement> results) {
        List<String> regressions = before.map(
                        known -> Baseline.regressions(known.report().results(), results))
                .orElse(List.of());
        warnings.forEach(console::info);
        regressions.forEach(regression -> console.error("mnist: " + regression));
        return regressions.isEmpty() ? ExitCode.OK : ExitCode.GATE;
    }
}
