package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.testing.CliRun;
import org.mnist.testing.NeedsOneDnn;
import org.mnist.testing.TinyData;

/** {@code mnist bench} on a few images. */
class BenchCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    static Path tiny;

    @BeforeAll
    static void writeData() {
        tiny = TinyData.write(folder.resolve("tiny"), 300, 50);
    }

    @Test
    void benchMeasuresAndExportsAndCompares() throws IOException {
        Path json = folder.resolve("bench.json");
        Path markdown = folder.resolve("bench.md");
        CliRun bench = CliRun.of(
                "bench",
                "--arch",
                "mlp,cnn",
                "--data",
                tiny,
                "--runs",
                4,
                "--validation",
                20,
                "--export-json",
                json,
                "--export-markdown",
                markdown);
        assertThat(bench.code()).as(bench.err()).isZero();
        assertThat(bench.out()).contains("109,386").contains("693,962").contains("±");
        JsonNode report = JSON.readTree(Files.readString(json));
        assertThat(report.get("results")).hasSize(2);
        assertThat(report.get("results").get(1).get("runs")).hasSize(4);
        assertThat(Files.readString(markdown))
                .startsWith("| preset ")
                .contains("| cnn, tiny ")
                .as("the source's figure is for other images")
                .doesNotContain("98.49 %");
        Object[] same = {
            "bench", "--arch", "mlp", "--data", tiny, "--seeds", "1,2,3,4", "--validation", 20, "--baseline", json
        };
        assertThat(CliRun.of(same).code()).isZero();
        CliRun resumed = CliRun.of(
                "bench",
                "--arch",
                "mlp",
                "--data",
                tiny,
                "--seeds",
                "3..5",
                "--validation",
                20,
                "--export-json",
                json,
                "--resume");
        assertThat(resumed.err())
                .contains("mlp, seed 3: done before")
                .contains("mlp, seed 4: done before")
                .contains("mlp, seed 5\n");
        assertThat(JSON.readTree(Files.readString(json)).get("results")).hasSize(2);
        CliRun shown = CliRun.of("bench", "show", json);
        assertThat(shown.out()).contains("cnn").contains("mlp").contains("`mnist bench --arch mlp ");
        CliRun until = CliRun.of(
                "bench", "--arch", "mlp", "--data", tiny, "--validation", 20, "--epochs", 5, "--until-accuracy", 0.01);
        assertThat(until.out()).contains("(1 of 1)");
        assertThat(until.err()).contains("epoch 1/5").doesNotContain("epoch 2/5");
        for (String bad : List.of("1..", "5..1", "1,x", "1..99999999")) {
            assertThat(CliRun.of("bench", "--arch", "mlp", "--seeds", bad).err())
                    .contains("--seeds is " + bad + "; valid are");
        }
        Files.writeString(
                json, Files.readString(json).replaceAll("\"test_accuracy\" : [0-9.]+", "\"test_accuracy\" : 1.0"));
        CliRun fallen = CliRun.of(same);
        assertThat(fallen.code()).isEqualTo(3);
        assertThat(fallen.err()).contains("mlp fell from 100.00 %");
        assertThat(CliRun.of("bench", "--arch", "mlp", "--runs", 1, "--seeds", "1")
                        .code())
                .isEqualTo(2);
        assertThat(CliRun.of("bench", "--arch", "mlp", "--export-json", folder.resolve("no/x.json"))
                        .code())
                .isEqualTo(73);
        assertThat(CliRun.of("bench", "--baseline", folder.resolve("absent.json"))
                        .code())
                .isEqualTo(66);
        assertThat(CliRun.of("bench", "--baseline", markdown).code()).isEqualTo(65);
    }

    @Test
    void whatCannotBeComparedIsRefusedBeforeTraining() throws IOException {
        Path json = folder.resolve("sprint.json");
        Files.copy(Path.of("docs/results/sprint.json"), json);
        String sprint = "--arch=sprint";
        assertThat(CliRun.of("bench", "--full", sprint, "--data", "sample", "--runs", 2, "--baseline", json)
                        .err())
                .isEqualTo(
                        "mnist: " + json + " is about mnist, and this is to train on sample; add --data mnist, or name"
                                + " another file\n");
        assertThat(CliRun.of("bench", sprint, "--data", "sample", "--export-json", json, "--resume")
                        .code())
                .isEqualTo(2);
        Path mlp = folder.resolve("mlp-of-one-epoch.json");
        Files.writeString(mlp, Files.readString(json).replace("\"sprint\"", "\"mlp\""));
        assertThat(CliRun.of("bench", "--full", "--arch=mlp", "--runs", 2, "--baseline", mlp)
                        .err())
                .isEqualTo("mnist: --baseline: mlp was trained for 1 epochs there, and for 10 here; use the same"
                        + " --epochs\n");
        assertThat(CliRun.of("bench", sprint, "--data", tiny, "--baseline", json)
                        .err())
                .isEqualTo("mnist: --baseline: a comparison needs at least two seeds on both sides, such as --seeds"
                        + " 1,2,3\n");
        assertThat(CliRun.of("bench", "--arch=mlp", "--data", tiny, "--baseline", json)
                        .err())
                .startsWith("mnist: --baseline: it does not measure mlp; leave that out");
    }

    /** What a file that is gone on with has of other configurations is not this command's to judge. */
    @Test
    void aBaselineIsForTheConfigurationsOfTheCommand() {
        Path before = folder.resolve("before.json");
        Path all = folder.resolve("all.json");
        Object[] measured = {"bench", "--arch=mlp", "--data", tiny, "--seeds=1,2", "--export-json", before};
        assertThat(CliRun.of(measured).code()).isZero();
        Object[] other = {"bench", "--arch=mlp", "--set", "batch=7", "--data", tiny, "--seeds=1", "--export-json", all};
        assertThat(CliRun.of(other).code()).isZero();
        CliRun run = CliRun.of(
                "bench",
                "--arch=mlp",
                "--data",
                tiny,
                "--seeds=1,2",
                "--export-json",
                all,
                "--resume",
                "--baseline",
                before);
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void architecturesThatNameDifferentDataAreRefused() throws IOException {
        Path other = folder.resolve("other.yaml");
        Files.writeString(other, Files.readString(Path.of("configs/mlp.yaml")) + "\ndata: fashion-mnist\n");
        CliRun run = CliRun.of("bench", "--arch", "mlp," + other);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("mnist: these architectures name different data: mnist, fashion-mnist; choose one for all"
                        + " with --data\n");
    }

    @Test
    void aBenchmarkMadeInPartsNamesBothMachines() throws IOException {
        Path json = folder.resolve("parts.json");
        Object[] bench = {"bench", "--arch=mlp", "--data", tiny, "--seeds=1", "--export-json", json, "--resume"};
        assertThat(CliRun.of(bench).code()).isZero();
        String here = JSON.readTree(Files.readString(json)).get("hardware").asText();
        Files.writeString(json, Files.readString(json).replace(here, "an abacus"));
        bench[4] = "--seeds=2,3";
        assertThat(CliRun.of(bench).code()).isZero();
        bench[4] = "--seeds=4";
        assertThat(CliRun.of(bench).code()).isZero();
        JsonNode report = JSON.readTree(Files.readString(json));
        assertThat(report.get("hardware").asText()).isEqualTo("an abacus; " + here);
        assertThat(report.get("results").get(0).get("runs")).hasSize(4);
    }

    @Test
    void keptRunsAreReadAndGoneOnWith() throws IOException {
        Path kept = folder.resolve("kept");
        Path json = folder.resolve("kept.json");
        Object[] bench = {
            "bench",
            "--arch",
            "mlp",
            "--data",
            tiny,
            "--epochs",
            2,
            "--seeds",
            "1,2",
            "--keep",
            kept,
            "--export-json",
            json
        };
        assertThat(CliRun.of(bench).code()).isZero();
        JsonNode first =
                JSON.readTree(Files.readString(json)).get("results").get(0).get("runs");
        assertThat(first.get(1).get("chosen_val_accuracy").asDouble()).isPositive();
        assertThat(first.get(1).get("test_accuracy"))
                .isEqualTo(JSON.readTree(Files.readString(kept.resolve("mlp-s2/result.json")))
                        .get("last")
                        .get("test")
                        .get("accuracy"));
        // One is finished, one was cut off after its first epoch.
        Files.delete(kept.resolve("mlp-s2/result.json"));
        FileUtils.deleteDirectory(kept.resolve("mlp-s2/checkpoints/epoch-002").toFile());
        // The one that is finished was made elsewhere.
        String here = JSON.readTree(Files.readString(json)).get("hardware").asText();
        Path provenance = kept.resolve("mlp-s1/provenance.json");
        Files.writeString(
                provenance, Files.readString(provenance).replaceFirst("\"cpu\" : \"[^\"]*\"", "\"cpu\" : \"Abacus\""));
        CliRun again = CliRun.of(bench);
        assertThat(JSON.readTree(Files.readString(json)).get("hardware").asText())
                .startsWith("Abacus, ")
                .endsWith("; " + here);
        assertThat(again.err())
                .contains("mlp-s1 is finished", "going on with", "epoch 2/2")
                .doesNotContain("epoch 1/2");
        JsonNode second =
                JSON.readTree(Files.readString(json)).get("results").get(0).get("runs");
        for (int i = 0; i < 2; i++) {
            for (String figure : List.of("seed", "test_accuracy", "chosen_test_accuracy", "chosen_epoch")) {
                assertThat(second.get(i).get(figure)).isEqualTo(first.get(i).get(figure));
            }
        }
        CliRun other = CliRun.of("bench", "--arch", "mlp", "--data", tiny, "--epochs", 3, "--keep", kept);
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("has a run of another configuration");
        assertThat(CliRun.of("bench", "--arch", "mlp", "--keep", kept, "--until-accuracy", 0.5)
                        .code())
                .isEqualTo(2);
    }

    @Test
    void figuresAreWrittenBetweenTheMarksOfAPage() throws IOException {
        Path results = Files.createDirectories(folder.resolve("results"));
        Path page = folder.resolve("page.md");
        Files.writeString(page, "# Figures\n<!-- figures -->\nold\n<!-- end of figures -->\nthe end\n");
        assertThat(CliRun.of(
                                "bench",
                                "--arch",
                                "mlp",
                                "--data",
                                tiny,
                                "--runs",
                                2,
                                "--export-json",
                                results.resolve("a.json"),
                                "--export-markdown",
                                page)
                        .code())
                .isZero();
        String once = Files.readString(page);
        assertThat(once)
                .startsWith("# Figures\n<!-- figures -->\n\n| preset ")
                .endsWith("<!-- end of figures -->\nthe end\n")
                .contains("| mlp, tiny ", "±")
                .doesNotContain("old");
        CliRun.of("bench", "show", results, "--export-markdown", page);
        assertThat(Files.readString(page)).isEqualTo(once);
        assertThat(CliRun.of("bench", "show", folder.resolve("absent")).code()).isEqualTo(66);
    }

    /** The figures of {@code docs/results.md} are what the program makes of the files in docs/results. */
    @Test
    void thePageOfResultsIsGenerated() throws IOException {
        Path committed = Path.of("docs/results.md");
        Path page = folder.resolve(committed.getFileName());
        Files.copy(committed, page);
        CliRun run = CliRun.of("bench", "show", "docs/results", "--export-markdown", page);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.readString(page)).isEqualTo(Files.readString(committed));
    }

    @Test
    @NeedsOneDnn
    void aProfileNamesEveryPrimitive() throws IOException {
        CliRun text = CliRun.of("bench", "profile", "--arch", "mlp");
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out()).contains("ms a step", "weight gradient", "update");
        CliRun json = CliRun.of("bench", "profile", "--arch", "mlp", "--json");
        JsonNode lines = JSON.readTree(json.out()).get(0).get("profile").get("lines");
        assertThat(lines.size()).isGreaterThan(10);
        for (JsonNode line : lines) {
            assertThat(line.get("kernel").asText()).isNotEmpty();
            assertThat(line.get("seconds").asDouble()).isPositive();
        }
        assertThat(CliRun.of("bench", "profile", "--arch", "mlp", "--engine", "dl4j")
                        .code())
                .isEqualTo(69);
    }
}
