package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.base.Hashes;
import org.mnist.experiment.RunFiles;
import org.mnist.testing.CliRun;
import org.mnist.testing.Schemas;
import org.mnist.testing.TinyData;
import org.mnist.train.EpochResult;

/** A small sweep with real processes: two learning rates that train, and one that diverges. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweepCommandTest {
    @TempDir
    static Path folder;

    private Path out;
    private CliRun run;
    private JsonNode json;

    @BeforeAll
    void sweep() throws IOException {
        Path tiny = TinyData.write(folder.resolve("tiny"), 300, 50);
        out = folder.resolve("sweep");
        run = CliRun.of(
                "sweep",
                "--arch",
                "mlp",
                "--data",
                tiny,
                "--validation",
                100,
                "--batch",
                50,
                "--epochs",
                2,
                "--seeds",
                "1,2",
                "--set",
                "learning-rate=0.001,0.01,1e6",
                "--out",
                out,
                "--json");
        json = new ObjectMapper().readTree(run.out());
    }

    @Test
    void itsFilesAreAsTheirSchemasSay() {
        assertThat(Schemas.requireFiles(out))
                .containsOnlyKeys("provenance", "result", "state", "sweep-result", "trial");
    }

    @Test
    void theRankingIsThatOfTheRunsValidationAccuracies() {
        assertThat(run.code()).as(run.err()).isZero();
        Map<String, List<Double>> accuracies = new TreeMap<>();
        for (JsonNode trial : json.get("trials")) {
            List<EpochResult> history = new RunFiles(
                            out.resolve(trial.get("trial").asText()), line -> {})
                    .metrics()
                    .read();
            double best =
                    history.stream().mapToDouble(EpochResult::valAccuracy).max().orElseThrow();
            assertThat(trial.get("val_accuracy").asDouble()).isEqualTo(best);
            assertThat(trial.get("epochs").asInt()).isEqualTo(2);
            accuracies
                    .computeIfAbsent(trial.get("configuration").asText(), name -> new ArrayList<>())
                    .add(best);
        }
        assertThat(accuracies)
                .hasSize(2)
                .allSatisfy((name, all) -> assertThat(all).hasSize(2));
        List<Double> means = new ArrayList<>();
        for (JsonNode one : json.get("ranking")) {
            List<Double> all = accuracies.get(one.get("configuration").asText());
            double mean = (all.get(0) + all.get(1)) / 2;
            assertThat(one.get("val_accuracy").asDouble()).isCloseTo(mean, within(1e-12));
            // of two values the sample's deviation by the root of 2 is half of what they are apart
            assertThat(one.get("standard_error").asDouble())
                    .isCloseTo(Math.abs(all.get(0) - all.get(1)) / 2, within(1e-12));
            means.add(mean);
        }
        assertThat(means).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void onlyTheBestIsScoredOnTheTestImages() throws IOException {
        String best = json.at("/ranking/0/configuration").asText();
        for (JsonNode trial : json.get("trials")) {
            boolean scored = trial.get("configuration").asText().equals(best);
            Path result = out.resolve(trial.get("trial").asText()).resolve("result.json");
            assertThat(Files.exists(result)).isEqualTo(scored);
            if (scored) {
                JsonNode test = new ObjectMapper().readTree(result.toFile()).at("/best/test/accuracy");
                assertThat(trial.get("test_accuracy").asDouble()).isEqualTo(test.asDouble());
            } else {
                assertThat(trial.get("test_accuracy").isNull()).isTrue();
            }
        }
    }

    @Test
    void whatHasDivergedIsARowAndNotTheEnd() throws IOException {
        assertThat(json.get("failures")).hasSize(2).allSatisfy(failed -> {
            assertThat(failed.get("code").asInt()).isEqualTo(76);
            assertThat(failed.at("/settings/learning-rate").asText()).isEqualTo("1e6");
            assertThat(failed.get("why").asText()).startsWith("training diverged in epoch ");
        });
        assertThat(Files.readString(out.resolve("sweep.csv")).lines())
                .hasSize(1 + 4 + 2)
                .filteredOn(line -> line.contains(",failed,"))
                .hasSize(2);
        assertThat(run.err()).contains("has failed: training diverged");
    }

    /** The children are ordinary trainings: one by hand has the same weights. */
    @Test
    void aTrainingIsWhatTheSameCommandByHandIs() throws IOException {
        JsonNode trial = json.at("/trials/0");
        Path by = folder.resolve("by-hand");
        CliRun hand = CliRun.of(
                "train",
                "--config",
                out.resolve("configs").resolve(trial.get("configuration").asText() + ".yaml"),
                "--seed",
                trial.get("seed").asText(),
                "--layouts",
                out.resolve("layouts"),
                "--out",
                by,
                "--no-test",
                "--json");
        assertThat(hand.code()).as(hand.err()).isZero();
        assertThat(Files.readString(by.resolve("metrics.csv")).lines().map(SweepCommandTest::withoutTimes))
                .containsExactlyElementsOf(Files.readString(
                                out.resolve(trial.get("trial").asText()).resolve("metrics.csv"))
                        .lines()
                        .map(SweepCommandTest::withoutTimes)
                        .toList());
        JsonNode trained = new ObjectMapper().readTree(hand.out());
        assertThat(trained.at("/best/val_accuracy").asDouble())
                .isCloseTo(trial.get("val_accuracy").asDouble(), within(1e-6));
        assertThat(by.resolve("result.json")).doesNotExist();
        assertThat(hand.out()).doesNotContain("test_accuracy").contains("\"trained\" : true");
    }

    private static String withoutTimes(String row) {
        return String.join(",", List.of(row.split(",", -1)).subList(0, Math.min(6, row.split(",", -1).length)));
    }

    /** What has ended is not done again; what has failed is tried again, and models and figures stay. */
    @Test
    void resumingRepeatsNothingThatHasEnded() throws IOException {
        Map<String, String> before = models();
        assertThat(before).hasSize(4);
        CliRun again = CliRun.of("sweep", "--resume", "--out", out, "--json");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(models()).isEqualTo(before);
        assertThat(again.err()).contains("4 trainings of 6 had ended before").doesNotContain("scoring");
        assertThat(new ObjectMapper().readTree(again.out()).get("ranking")).isEqualTo(json.get("ranking"));
    }

    private Map<String, String> models() throws IOException {
        Map<String, String> models = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(path -> path.endsWith("best.zip"))
                    .filter(path -> json.get("trials")
                            .toString()
                            .contains(path.getName(path.getNameCount() - 2).toString()))
                    .toList()) {
                FileTime written = Files.getLastModifiedTime(file);
                models.put(file.toString(), Hashes.sha256(file) + " " + written);
            }
        }
        return models;
    }

    /** A sweep over two learning rates, of an epoch each. */
    private static CliRun twoRates(Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of("sweep", "--arch", "mlp", "--data", folder.resolve("tiny")));
        words.addAll(List.of("--validation", 100, "--batch", 50, "--epochs", 1, "--lr", "0.001,0.01"));
        words.addAll(List.of("--out", out, "--json"));
        words.addAll(List.of(more));
        return CliRun.of(words.toArray());
    }

    /** What adding to a sweep would cost can be asked first; the best alone keeps its models where nobody wants the others. */
    @Test
    void whatWouldBeAddedIsToldBeforeAndModelsOfOthersGo() throws IOException {
        Path keeps = folder.resolve("keeps");
        CliRun kept = twoRates(keeps, "--keep", "results");
        assertThat(kept.code()).as(kept.err()).isZero();
        JsonNode ranking = new ObjectMapper().readTree(kept.out()).get("ranking");
        assertThat(keeps.resolve(ranking.at("/0/configuration").asText() + "-s1/best.zip"))
                .exists();
        Path beaten = keeps.resolve(ranking.at("/1/configuration").asText() + "-s1");
        assertThat(beaten.resolve("best.zip")).doesNotExist();
        assertThat(beaten.resolve("checkpoints")).doesNotExist();
        assertThat(beaten.resolve("metrics.csv")).exists();
        CliRun dry = CliRun.of("sweep", "--resume", "--out", keeps, "--seeds", "2..4", "--dry-run", "--json");
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(new ObjectMapper().readTree(dry.out()).get("trainings").asInt())
                .isEqualTo(8);
    }

    /** Flags add to a sweep that is gone on with, and what had ended unseen is scored where all are to be. */
    @Test
    void aSweepGrows() throws IOException {
        Path grows = folder.resolve("grows");
        CliRun small = twoRates(grows);
        assertThat(small.code()).as(small.err()).isZero();
        CliRun larger = CliRun.of("sweep", "--resume", "--out", grows, "--seeds", 2, "--score-all", "--json");
        assertThat(larger.code()).as(larger.err()).isZero();
        JsonNode grown = new ObjectMapper().readTree(larger.out());
        assertThat(grown.get("seeds").toString()).isEqualTo("[1,2]");
        assertThat(grown.get("trials"))
                .hasSize(4)
                .allSatisfy(trial ->
                        assertThat(trial.get("test_accuracy").isNumber()).isTrue());
        JsonNode before = new ObjectMapper().readTree(small.out()).get("trials");
        for (JsonNode trial : before) {
            assertThat(grown.get("trials")).anySatisfy(now -> {
                assertThat(now.get("trial")).isEqualTo(trial.get("trial"));
                assertThat(now.get("val_accuracy")).isEqualTo(trial.get("val_accuracy"));
            });
        }
        assertThat(Files.readString(grows.resolve("sweep.html"))).contains("2 trainings of others were scored on them");
    }

    /** A folder of a sweep may be somebody else's: nothing is written by way of a link in it. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nothingIsWrittenThroughALink() throws IOException {
        Path linked = Files.createDirectory(folder.resolve("linked"));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.copy(out.resolve("sweep.yaml"), linked.resolve("sweep.yaml"));
        for (String name :
                List.of("configs", "layouts", json.at("/trials/0/trial").asText())) {
            Path link = Files.createSymbolicLink(linked.resolve(name), elsewhere);
            CliRun refused = CliRun.of("sweep", "--resume", "--out", linked);
            assertThat(refused.code()).as(name + ": " + refused.err()).isEqualTo(73);
            assertThat(refused.err()).contains(link + " is a link, and nothing is written through it");
            assertThat(elsewhere).isEmptyDirectory();
            Files.delete(link);
        }
    }

    @Test
    void presetsThatHoldDifferentImagesOutAreTold() {
        List<Object> words = List.of("sweep", "--arch", "mlp,lenet5", "--data", folder.resolve("tiny"), "--dry-run");
        CliRun unlike = CliRun.of(words.toArray());
        assertThat(unlike.err()).contains("warning: validation is 1/12 and 0.2: accuracies on different images do not");
        List<Object> same = new ArrayList<>(words);
        same.addAll(List.of("--validation", 100));
        assertThat(CliRun.of(same.toArray()).err()).doesNotContain("different images");
    }

    /** What other commands train at once is written no other way. */
    @Test
    void noEnsembleIsWrittenThroughALink() throws IOException {
        Path members = Files.createDirectory(folder.resolve("linked-members"));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere-too"));
        for (String name : List.of("configs", "layouts", "mlp-s2")) {
            Path link = Files.createSymbolicLink(members.resolve(name), elsewhere);
            List<Object> words = new ArrayList<>(List.of("ensemble", "--arch", "mlp", "--seeds", "1,2"));
            words.addAll(List.of("--data", folder.resolve("tiny"), "--threads", 1, "--parallel", 1, "--out", members));
            CliRun refused = CliRun.of(words.toArray());
            assertThat(refused.code()).as(name + ": " + refused.err()).isEqualTo(73);
            assertThat(refused.err()).contains(link + " is a link, and nothing is written through it");
            assertThat(elsewhere).isEmptyDirectory();
            Files.delete(link);
        }
    }

    @Test
    void aFolderThatIsThereIsNotTakenForAnotherSweep() {
        CliRun other = CliRun.of("sweep", "--arch", "mlp", "--data", "sample", "--out", out);
        assertThat(other.code()).isEqualTo(73);
        assertThat(other.err()).contains("is there already; go on with it by `mnist sweep --resume --out " + out + "`");
    }

    @Test
    void thePageTellsWhatTheFilesTell() throws IOException {
        String page = Files.readString(out.resolve("sweep.html"));
        assertThat(page)
                .contains("2 configurations on ")
                .contains("Validation chose "
                        + json.at("/ranking/0/configuration").asText())
                .contains("no other was scored on them")
                .contains("learning-rate and validation accuracy")
                .contains("training diverged");
        assertThat(page.split("<svg", -1)).hasSize(1 + 2);
    }

    /** What trains beside others is what would have trained alone; without --parallel it is read, and not trained again. */
    @Test
    void anEnsembleAndABenchmarkTrainThroughTheSameProcesses() throws IOException {
        Path members = folder.resolve("members");
        List<Object> options = List.of(
                "--arch",
                "mlp",
                "--data",
                folder.resolve("tiny"),
                "--validation",
                100,
                "--batch",
                50,
                "--epochs",
                1,
                "--seeds",
                "1,2",
                "--threads",
                1);
        List<Object> ensemble = new ArrayList<>(List.of("ensemble", "--out", members, "--json"));
        ensemble.addAll(options);
        List<Object> atOnce = new ArrayList<>(ensemble);
        atOnce.addAll(List.of("--parallel", 1));
        CliRun first = CliRun.of(atOnce.toArray());
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err())
                .contains("training " + members.resolve("mlp-s1"), members.resolve("mlp-s2") + " is trained")
                .contains(members.resolve("mlp-s1") + " is finished");
        CliRun again = CliRun.of(ensemble.toArray());
        assertThat(again.out()).isEqualTo(first.out());
        List<Object> bench = new ArrayList<>(List.of("bench", "--keep", members, "--full", "--parallel", 1, "--json"));
        bench.addAll(options);
        CliRun read = CliRun.of(bench.toArray());
        assertThat(read.code()).as(read.err()).isZero();
        assertThat(read.err()).doesNotContain("training ").contains("mlp-s2 is finished");
        assertThat(new ObjectMapper().readTree(read.out()).at("/results/0/runs"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --arch mlp --set learning-rate=log:1e-4..1e-2        | --set learning-rate names a range
        --arch mlp --trials 0                                | --trials is 0; valid are
        --arch mlp --search-seed 3                           | --search-seed: nothing is drawn
        --arch mlp --set seed=1,2                            | seed is set, but a sweep takes --seeds
        --arch mlp --seeds 1..10000 --lr 1,2,3,4,5,6,7,8,9,10,11 | 11 configurations from 10,000 seeds are more than
        --arch mlp --keep some                               | --keep is some; valid are models and results
        --arch mlp --validation 0                            | validation is 0, and a sweep chooses by validation
        --arch mlp --set threads=1,2                         | threads is 1 and 2
        --arch mlp --parallel 99                             | --parallel is 99; with 1 thread each, 1 to
        --arch mlp --threads 0                               | each training would use every processor (threads is 0)
        --arch mlp --set data=sample,other                   | there is no data set, folder or file
        --arch mlp --set learning-rate=0.1,0.1               | a value is empty, or there twice
        --arch mlp --set lerning-rate=0.1,0.2                | lerning-rate
        --arch mlp --set batch=32,many                       | --set batch=many
        --arch mlp --seed 3                                  | --seed: a sweep takes --seeds
        --resume                                             | --resume needs the folder of the sweep; add --out DIR
        --seeds 1..3                                         | a sweep needs something to train
        """)
    void whatMakesNoSweepIsRefusedInOneLine(String words, String said) {
        List<Object> line = new ArrayList<>(List.of("sweep"));
        line.addAll(List.of(words.split(" ")));
        line.addAll(words.contains("data=") || words.startsWith("--resume") ? List.of() : List.of("--data", "sample"));
        CliRun refused = CliRun.of(line.toArray());
        assertThat(refused.code()).as(refused.err()).isIn(2, 66);
        assertThat(refused.err()).contains(said).hasLineCount(1);
    }

    @Test
    void aDryRunTellsTheCostAndTrainsNothing() throws IOException {
        Path none = folder.resolve("none");
        CliRun dry = CliRun.of(
                "sweep",
                "--arch",
                "mlp,tiny",
                "--data",
                folder.resolve("tiny"),
                "--validation",
                100,
                "--seeds",
                "1..3",
                "--set",
                "epochs=2",
                "--batch",
                "50",
                "--dry-run",
                "--json",
                "--out",
                none);
        assertThat(dry.code()).as(dry.err()).isZero();
        JsonNode cost = new ObjectMapper().readTree(dry.out());
        assertThat(cost.get("trainings").asInt()).isEqualTo(6);
        assertThat(cost.get("steps").asLong()).as("200 images by 50, 2 epochs").isEqualTo(6 * 2 * 4);
        assertThat(cost.get("seconds").asDouble()).isPositive();
        assertThat(none).doesNotExist();
    }

    @Test
    void aDryRunShowsWhatWouldBeTrained() throws IOException {
        List<Object> words = new ArrayList<>(List.of("sweep", "--arch", "mlp", "--data", folder.resolve("tiny")));
        words.addAll(
                List.of("--validation", 100, "--set", "learning-rate=log:1e-4..1e-2", "--trials", 21, "--dry-run"));
        String text = CliRun.of(words.toArray()).out();
        words.add("--json");
        JsonNode tried =
                new ObjectMapper().readTree(CliRun.of(words.toArray()).out()).get("configurations");
        assertThat(tried).hasSize(21);
        for (int i = 0; i < 21; i++) {
            String name = tried.get(i).get("configuration").asText();
            String rate = tried.get(i).at("/settings/learning-rate").asText();
            assertThat(Double.parseDouble(rate)).isBetween(1e-4, 1e-2);
            assertThat(tried.get(i).get("arch").asText()).isEqualTo("mlp");
            assertThat(text.lines().anyMatch(line -> line.matches(name + " +" + Pattern.quote(rate))))
                    .as("%s among the first 20", name)
                    .isEqualTo(i < 20);
        }
        assertThat(text).contains("and 1 more (--json)");
    }

    @Test
    void aSweepsFolderIsNoRun() {
        CliRun compared = CliRun.of("compare", out, out);
        assertThat(compared.code()).isEqualTo(66);
        assertThat(compared.err())
                .isEqualTo("mnist: " + out + " is the folder of a sweep; its run folders lie in it (`mnist runs " + out
                        + "`)\n");
    }
}
