package org.mnist.cli.options;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.base.schema.Document;
import org.mnist.base.schema.Schema;
import org.mnist.cli.ExitCode;
import org.mnist.data.DatasetStore;
import org.mnist.experiment.Baseline;
import org.mnist.experiment.BenchmarkReport;
import org.mnist.experiment.Gate;
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

    /** Refuses to judge benchmarks that were measured earlier, and are not about the same. */
    public void requireComparable(DatasetStore store, List<BenchmarkReport> reports) {
        before.ifPresent(known -> {
            reports.forEach(report -> requireShownTogether(store, known, report));
            Baseline.requireComparable(
                    known.report().results(),
                    Baseline.sides(reports.stream()
                            .flatMap(report -> report.results().stream())
                            .toList()));
        });
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

    /**
     * A report with what came of the gate, in JSON.
     *
     * @param report the measurements
     * @param gate that of the architecture which is likeliest to have fallen: it is passed if all are; null without a gate
     * @param gates that of every architecture
     */
    public record Judged(
            @JsonUnwrapped BenchmarkReport report, @Nullable Gate gate, List<Baseline.Judgement> gates)
            implements Document {
        @Override
        public Schema schema() {
            return report.schema();
        }
    }

    /** The judgement of measurements that have been found comparable. */
    public Judged judge(BenchmarkReport report, List<Measurement> results) {
        List<Baseline.Judgement> gates = before.map(
                        known -> Baseline.judge(known.report().results(), results))
                .orElse(List.of());
        return new Judged(
                report,
                gates.stream()
                        .map(Baseline.Judgement::gate)
                        .min(Comparator.comparing(gate -> Objects.requireNonNullElse(gate.p(), 1.0)))
                        .orElse(null),
                gates);
    }

    /** The exit code for what was judged; what has fallen is said. */
    public int exitCode(Console console, List<Judged> judged) {
        warnings.forEach(console::info);
        List<String> regressions = judged.stream()
                .flatMap(report -> report.gates().stream())
                .flatMap(gate -> gate.regression().stream())
                .toList();
        regressions.forEach(regression -> console.error("mnist: " + regression));
        return regressions.isEmpty() ? ExitCode.OK : ExitCode.GATE;
    }
}
