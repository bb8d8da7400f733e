package org.mnist.cli.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.mnist.base.Table;
import org.mnist.base.Text;
import org.mnist.experiment.BenchmarkReport;
import org.mnist.experiment.BenchmarkReport.Ensemble;

/** The figures of ensembles in benchmarks for a person: each of them, and the mean over those of one kind. */
final class BenchEnsembleTable {
    private BenchEnsembleTable() {}

    /** The table; empty if the reports have no ensembles. */
    static Optional<Table> of(List<BenchmarkReport> reports) {
        Map<String, List<Ensemble>> kinds = reports.stream()
                .flatMap(report -> report.ensembles().stream())
                .collect(Collectors.groupingBy(BenchEnsembleTable::name, LinkedHashMap::new, Collectors.toList()));
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        Table table = new Table("ensemble", ">seeds", ">members, min … max", ">their mean", ">ensemble");
        kinds.forEach((name, ensembles) -> {
            ensembles.forEach(e -> table.row(
                    name,
                    seeds(e),
                    BenchTable.range(figures(e.memberAccuracies().stream())),
                    Text.percent(e.meanAccuracy()),
                    Text.percent(e.accuracy())));
            if (ensembles.size() > 1) {
                table.row(
                        "mean of " + ensembles.size() + " such",
                        "",
                        BenchTable.range(figures(ensembles.stream().flatMap(e -> e.memberAccuracies().stream()))),
                        BenchTable.accuracy(figures(ensembles.stream().map(Ensemble::meanAccuracy))),
                        BenchTable.accuracy(figures(ensembles.stream().map(Ensemble::accuracy))));
            }
        });
        return Optional.of(table);
    }

    /** The members, such as {@code 5 × strong, 16 views}. */
    static String name(Ensemble ensemble) {
        Stream<String> members = ensemble.members().stream().map(arch -> arch == null ? "model" : arch);
        return members
                        .collect(Collectors.groupingBy(arch -> arch, LinkedHashMap::new, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(entry -> entry.getValue() + " × " + entry.getKey())
                        .collect(Collectors.joining(" + "))
                + (ensemble.views() == 1 ? "" : ", " + ensemble.views() + " views");
    }

    private static String seeds(Ensemble ensemble) {
        if (ensemble.seeds() == null) {
            return "?";
        }
        return ensemble.seeds().stream()
                .map(seed -> Objects.toString(seed, "?"))
                .collect(Collectors.joining(", "));
    }

    private static DescriptiveStatistics figures(Stream<Double> accuracies) {
        return new DescriptiveStatistics(
                accuracies.mapToDouble(Double::doubleValue).toArray());
    }
}
