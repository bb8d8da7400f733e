package org.mnist.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.BuildInfo;
import org.mnist.base.Failure;
import org.mnist.base.Hardware;
import org.mnist.base.SafeFiles;
import org.mnist.config.PrintedConfig;
import org.mnist.data.Dataset;
import org.mnist.data.DatasetStore;
import org.mnist.testing.Fixture;

/** Figures of benchmarks: kept, read back, added to and summed up. */
class BenchmarkReportTest {
    private static final Dataset SAMPLE = new DatasetStore(Path.of("unused"), line -> {}).open("sample");

    @TempDir
    Path folder;

    private static Measurement.Run run(long seed, double accuracy, Double toAccuracy) {
        return new Measurement.Run(seed, "dl4j", accuracy, accuracy - 0.1, 0.5, 3, 4, 100, 1000, 20, 1.5, toAccuracy);
    }

    private static Measurement measurement(String arch, String key, Measurement.Run... runs) {
        return new Measurement(arch, key, 11, 10, "dl4j", "f32", 64, 4, 100, 0.991, List.of(runs));
    }

    private static BenchmarkReport report() {
        return BenchmarkReport.start(SAMPLE, List.of("bench", "--arch", "a"));
    }

    @Test
    void aReportStartsEmptyAndNamesWhatItIsOf() {
        BenchmarkReport report = report();
        assertThat(report.version()).isEqualTo(BuildInfo.version());
        assertThat(report.data()).isEqualTo("sample");
        assertThat(report.sample()).isTrue();
        assertThat(report.arguments()).containsExactly("bench", "--arch", "a");
        assertThat(report.results()).isEmpty();
        assertThat(report.ensembles()).isEmpty();
    }

    @Test
    void itIsReadBackAsItWasWritten() {
        BenchmarkReport.Ensemble ensemble =
                new BenchmarkReport.Ensemble(List.of("a", "b"), null, 2, List.of(0.5, 0.75), 0.625, 0.9);
        BenchmarkReport report = report().with(measurement("a", "one", run(1, 0.9, null), run(2, 0.8, 12.5)))
                .with(ensemble)
                .madeHere();
        Path file = folder.resolve("report.json");
        report.write(file);
        assertThat(BenchmarkReport.read(file, line -> {})).isEqualTo(report);
        assertThat(report.commit()).isEqualTo(BuildInfo.commitId());
        assertThat(report.hardware()).isEqualTo(Hardware.summary());
    }

    @Test
    void anEnsembleOfBareModelFilesIsReadBack() {
        List<String> members = Arrays.asList("a", null);
        List<Long> seeds = Arrays.asList(null, 7L);
        BenchmarkReport.Ensemble ensemble =
                new BenchmarkReport.Ensemble(members, seeds, 1, List.of(0.5, 0.75), 0.625, 0.9);
        BenchmarkReport report = report().with(ensemble);
        Path file = folder.resolve("report.json");
        report.write(file);
        assertThat(BenchmarkReport.read(file, line -> {})).isEqualTo(report);
    }

    @Test
    void aMeasurementTakesThePlaceOfTheOneWithItsKey() {
        BenchmarkReport report = report().with(measurement("a", "one", run(1, 0.9, null)))
                .with(measurement("b", "two", run(1, 0.7, null)))
                .with(measurement("a", "one", run(1, 0.9, null), run(2, 0.8, null)));
        assertThat(report.results()).extracting(Measurement::arch).containsExactly("b", "a");
        assertThat(report.runsOf("one")).extracting(Measurement.Run::seed).containsExactly(1L, 2L);
        assertThat(report.runsOf("two")).hasSize(1);
        assertThat(report.runsOf("three")).isEmpty();
    }

    @Test
    void goingOnKeepsWhatThereWasAndWhereItWasMade() {
        BenchmarkReport earlier =
                report().with(measurement("a", "one", run(1, 0.9, null))).madeHere();
        BenchmarkReport on = report().goingOnWith(earlier).madeHere();
        assertThat(on.results()).isEqualTo(earlier.results());
        assertThat(on.hardware()).as("the same machine is named once").isEqualTo(Hardware.summary());
        Provenance elsewhere = new Provenance(
                "1", "abc", "", "", "", "", "Abacus", List.of(), 1, "", "", 1, Map.of(), null, List.of(), "");
        BenchmarkReport both = on.madeBy(elsewhere).madeBy(elsewhere);
        assertThat(both.hardware()).isEqualTo(Hardware.summary() + "; Abacus, 1 processor");
        assertThat(both.commit()).isEqualTo(BuildInfo.commitId() + "; abc");
    }

    @Test
    void aFolderGivesItsReportsInOrderOfTheirNames() throws IOException {
        report().with(measurement("b", "two", run(1, 0.7, null))).write(folder.resolve("b.json"));
        report().with(measurement("a", "one", run(1, 0.7, null))).write(folder.resolve("a.json"));
        Files.writeString(folder.resolve("notes.md"), "none");
        assertThat(BenchmarkReport.all(folder, line -> {}))
                .extracting(report -> report.results().get(0).arch())
                .containsExactly("a", "b");
        assertThat(BenchmarkReport.all(folder.resolve("b.json"), line -> {})).hasSize(1);
    }

    @Test
    void whatIsNoReportIsRefused() throws IOException {
        Path absent = folder.resolve("absent.json");
        assertThatThrownBy(() -> BenchmarkReport.read(absent, line -> {}))
                .hasMessage("there is no benchmark " + absent + "; make one with --export-json")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.NOT_FOUND);
        Path bad = Files.writeString(folder.resolve("bad.json"), "{\"version\": 1");
        assertThatThrownBy(() -> BenchmarkReport.read(bad, line -> {}))
                .hasMessage(bad + " is no benchmark: it is no JSON; make one with --export-json")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.BAD_INPUT);
        String whole = Files.readString(Path.of("docs/results/sprint.json"));
        Map.of(
                        "{}",
                        "`version` is missing, or is not what it should be",
                        "[]",
                        "it holds no `{...}`",
                        "{} {}",
                        "it is not one JSON document",
                        whole.replaceFirst("\"seed\" :", "\"grain\" :"),
                        "`results[0].runs[0].seed` is missing, or is not what it should be",
                        whole.replaceFirst("\"batch\" : \\d+", "\"batch\" : {}"),
                        "`results[0].batch` is missing, or is not what it should be")
                .forEach((text, fault) -> {
                    Path file = folder.resolve("faulty.json");
                    SafeFiles.write(file, text);
                    assertThatThrownBy(() -> BenchmarkReport.read(file, line -> {}))
                            .hasMessage(file + " is no benchmark: " + fault + "; make one with --export-json");
                });
    }

    @Test
    void figuresAreThoseOfTheRuns() {
        Measurement measurement =
                measurement("a", "one", run(1, 0.9, null), run(2, 0.8, 12.5), run(3, 0.7, 7.5), run(4, 0.6, null));
        assertThat(measurement.accuracies().getMean()).isCloseTo(0.75, within(1e-12));
        assertThat(measurement.chosenAccuracies().getMean()).isCloseTo(0.65, within(1e-12));
        assertThat(measurement.secondsToAccuracy().getN()).isEqualTo(2);
        assertThat(measurement.secondsToAccuracy().getMean()).isEqualTo(10);
        assertThat(measurement.over(Measurement.Run::seed).getMax()).isEqualTo(4);
        assertThat(measurement.withKey("two").configSha256()).isEqualTo("two");
        assertThat(measurement.withKey("one")).isEqualTo(measurement);
    }

    @Test
    void timesAreAddedToAWatchedRun() {
        Measurement.Run run = run(1, 0.9, null);
        assertThat(run.timed(2.5, true))
                .extracting("startSeconds", "secondsToAccuracy")
                .containsExactly(2.5, 20.0);
        assertThat(run.timed(2.5, false))
                .extracting("startSeconds", "secondsToAccuracy")
                .containsExactly(2.5, null);
    }

    @Test
    void aFinishedRunGivesItsFigures() {
        RunResult result = new RunFiles(Path.of("src/test/resources/fixtures/v0.1/run/tiny"), line -> {}).readResult();
        Measurement.Run run = Measurement.Run.of(result);
        assertThat(run.testAccuracy()).isEqualTo(result.last().test().accuracy());
        assertThat(run.chosenTestAccuracy()).isEqualTo(0.404);
        assertThat(run.chosenValAccuracy()).isEqualTo(0.3906);
        assertThat(run.chosenEpoch()).isEqualTo(1);
        assertThat(run.epochs()).isEqualTo(2);
        assertThat(run.trainSeconds()).isEqualTo(result.trainSeconds());
        assertThat(run.inferenceImagesPerSecond()).isEqualTo(result.testImagesPerSecond());
        assertThat(run.startSeconds()).isNull();
    }

    @Test
    void keysOfTheFirstVersionBecomeThoseOfToday() {
        var config = Fixture.config();
        BenchmarkReport old = report().with(
                        measurement("a", PrintedConfig.sha256(config.withSeed(0)), run(1, 0.9, null)))
                .with(measurement("b", "unknown", run(1, 0.9, null)));
        assertThat(old.rekeyed(List.of(config)).results())
                .extracting(Measurement::configSha256)
                .containsExactly(Benchmark.hash(config), "unknown");
    }
}
