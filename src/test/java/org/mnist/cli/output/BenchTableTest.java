package org.mnist.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mnist.experiment.BenchmarkReport;
import org.mnist.experiment.BenchmarkReport.Ensemble;
import org.mnist.experiment.Measurement;
import org.mnist.experiment.Measurement.Run;
import org.mnist.testing.TextTable;

/** The tables are read back and compared with figures of which no two are alike. */
class BenchTableTest {
    private static Run run(long seed, double last, double chosen, double train, double infer, double seconds) {
        return new Run(
                seed,
                "onednn",
                last,
                chosen,
                chosen - 0.004,
                2,
                3,
                train,
                infer,
                seconds,
                0.5,
                seed == 1 ? 1.25 : null);
    }

    /** Medians are neither the first, nor the last, nor the mean. */
    private static final Measurement SMALL = new Measurement(
            "small",
            "aa",
            12_345,
            12_300,
            "onednn",
            "f32",
            64,
            3,
            5_000,
            0.9926,
            List.of(
                    run(1, 0.991, 0.994, 1_000, 5_000, 10),
                    run(2, 0.993, 0.996, 9_000, 8_000, 40),
                    run(3, 0.989, 0.995, 3_000, 50_000, 20)));

    private static final Measurement MLP = new Measurement(
            "mlp",
            "bb",
            109_386,
            109_000,
            "dl4j",
            "bf16",
            32,
            10,
            0,
            null,
            List.of(new Run(4, "onednn", 0.976, 0.976, null, 10, 10, 700, 900, 7, 0.5, null)));

    private static BenchmarkReport report(List<Measurement> results, List<Ensemble> ensembles) {
        return new BenchmarkReport(
                "0.9",
                "abc",
                "a processor",
                "mnist",
                false,
                List.of("bench", "--arch", "small,mlp"),
                results,
                ensembles);
    }

    private static final List<BenchmarkReport> REPORTS = List.of(report(List.of(SMALL, MLP), List.of()));

    @Test
    void accuraciesAreMeansOfTheLastAndTheChosenEpochs() {
        List<Map<String, String>> rows = TextTable.with("test, chosen epoch", BenchTable.text(REPORTS, 200));
        assertThat(rows)
                .filteredOn(row -> row.get("preset").equals("small"))
                .containsExactly(Map.of(
                        "preset", "small",
                        "trainable", "12,300",
                        "epochs", "3",
                        "seeds", "3",
                        "validation", "99.100 ± 0.100 %",
                        "test, chosen epoch", "99.500 ± 0.100 %",
                        "test, last epoch", "99.100 ± 0.200 %",
                        "min … max", "98.90 … 99.30",
                        "published", "99.26 %",
                        "s/run", "20.0"));
        assertThat(rows)
                .filteredOn(row -> row.get("preset").equals("mlp, bf16"))
                .containsExactly(Map.of(
                        "preset", "mlp, bf16",
                        "trainable", "109,000",
                        "epochs", "10",
                        "seeds", "1",
                        "validation", "–",
                        "test, chosen epoch", "–",
                        "test, last epoch", "97.600 %",
                        "min … max", "–",
                        "published", "–",
                        "s/run", "7.0"));
    }

    @Test
    void speedsAreMediansOfTheirOwnFigures() {
        List<Map<String, String>> rows = TextTable.with("inference images/s", BenchTable.text(REPORTS, 200));
        assertThat(rows)
                .filteredOn(row -> row.get("preset").equals("small"))
                .containsExactly(Map.of(
                        "preset", "small",
                        "params", "12,345",
                        "engine", "onednn f32",
                        "batch", "64",
                        "train images/s", "3,000",
                        "inference images/s", "8,000",
                        "s to accuracy", "1.25 (1 of 3)"));
        assertThat(rows)
                .filteredOn(row -> row.get("preset").equals("mlp, bf16"))
                .containsExactly(Map.of(
                        "preset", "mlp, bf16",
                        "params", "109,386",
                        "engine", "dl4j bf16",
                        "batch", "32",
                        "train images/s", "700",
                        "inference images/s", "900",
                        "s to accuracy", "–"));
    }

    @Test
    void markdownHasTheSameAccuracies() {
        assertThat(BenchTable.markdown(REPORTS)
                        .lines()
                        .filter(line -> line.contains("small"))
                        .findFirst())
                .hasValueSatisfying(line -> assertThat(line.split(" *\\| *"))
                        .containsExactly(
                                "",
                                "small",
                                "12,300",
                                "3",
                                "3",
                                "99.100 ± 0.100 %",
                                "99.500 ± 0.100 %",
                                "99.100 ± 0.200 %",
                                "98.90 … 99.30",
                                "99.26 %",
                                "20.0"));
    }

    @Test
    void aNoteSaysHowTheFiguresWereMade() {
        assertThat(BenchTable.text(REPORTS, 200))
                .endsWith("- small; mlp, bf16: `mnist bench --arch small,mlp`; mnist 0.9 (abc), a processor");
    }

    @Test
    void ensemblesStandBesideTheMeanOfTheirMembers() {
        Ensemble first = new Ensemble(List.of("small", "small"), List.of(1L, 2L), 4, List.of(0.99, 0.98), 0.985, 0.995);
        Ensemble second =
                new Ensemble(List.of("small", "small"), List.of(3L, 4L), 4, List.of(0.97, 0.96), 0.965, 0.975);
        List<Map<String, String>> rows =
                TextTable.with("their mean", BenchTable.text(List.of(report(List.of(), List.of(first, second))), 200));
        assertThat(rows)
                .containsExactly(
                        row("2 × small, 4 views", "1, 2", "98.00 … 99.00", "98.50 %", "99.50 %"),
                        row("2 × small, 4 views", "3, 4", "96.00 … 97.00", "96.50 %", "97.50 %"),
                        row("mean of 2 such", "", "96.00 … 99.00", "97.500 ± 1.414 %", "98.500 ± 1.414 %"));
    }

    @Test
    void whatIsNotKnownOfAnEnsembleIsAQuestionMark() {
        Ensemble unknown = new Ensemble(List.of("small", "small"), null, 1, List.of(0.99, 0.98), 0.985, 0.995);
        Ensemble bare =
                new Ensemble(Arrays.asList("mlp", null), Arrays.asList(null, 4L), 1, List.of(0.97, 0.96), 0.965, 0.975);
        List<Map<String, String>> rows =
                TextTable.with("their mean", BenchTable.text(List.of(report(List.of(), List.of(unknown, bare))), 200));
        assertThat(rows)
                .containsExactly(
                        row("2 × small", "?", "98.00 … 99.00", "98.50 %", "99.50 %"),
                        row("1 × mlp + 1 × model", "?, 4", "96.00 … 97.00", "96.50 %", "97.50 %"));
    }

    private static Map<String, String> row(String kind, String seeds, String range, String mean, String accuracy) {
        Map<String, String> row = new HashMap<>();
        row.put("ensemble", kind);
        row.put("seeds", seeds);
        row.put("members, min … max", range);
        row.put("their mean", mean);
        row.put("ensemble again", accuracy);
        return row;
    }
}
