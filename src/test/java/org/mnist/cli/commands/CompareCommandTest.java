package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Text;
import org.mnist.experiment.RunResult;
import org.mnist.testing.CliRun;
import org.mnist.testing.FinishedRun;
import org.mnist.testing.Fixture;
import org.mnist.testing.TextTable;

/** {@code mnist compare}: each figure stands in the column of its name. */
class CompareCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TEST =
            Map.of("t10k-images-idx3-ubyte", "aa", "t10k-labels-idx1-ubyte", "bb");

    @TempDir
    Path folder;

    /** A run with these images wrong, and a learning rate and a seed of its own. */
    private Path run(String name, double valAccuracy, List<Integer> wrong, String... changes) {
        return run(name, FinishedRun.wrong(valAccuracy, wrong), TEST, changes);
    }

    private Path run(String name, RunResult result, Map<String, String> data, String... changes) {
        List<String> all = new ArrayList<>(List.of("epochs", "3", "about", name));
        all.addAll(List.of(changes));
        return FinishedRun.write(
                        folder.resolve(name),
                        Fixture.config(all.toArray(String[]::new)),
                        result,
                        FinishedRun.HISTORY,
                        FinishedRun.provenance(data))
                .path();
    }

    private static List<Integer> images(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static CliRun wide(Object... command) {
        return CliRun.with(Map.of("MNIST_HOME", CliRun.CACHE, "COLUMNS", "200"), command);
    }

    /** What differs has a column, and nothing else; validation stands before test, and the best by it is the measure. */
    @Test
    void whatDiffersHasAColumn() {
        Path a = run("a", 0.980, images(0, 20), "learning-rate", "0.01");
        Path b = run("b", 0.986, images(10, 40), "learning-rate", "0.002", "seed", "3", "optimizer.kind", "nadam");
        CliRun compare = wide("compare", a, b);
        assertThat(compare.code()).as(compare.err()).isZero();
        List<Map<String, String>> rows = TextTable.with("validation", compare.out());
        assertThat(rows.get(0).keySet())
                .containsExactly(
                        "run",
                        "validation",
                        "95 %",
                        "test",
                        "95 % again",
                        "p",
                        "learning-rate",
                        "optimizer.kind",
                        "seed",
                        "time");
        assertThat(rows.get(0))
                .containsEntry("run", "a")
                .containsEntry("learning-rate", "0.01")
                .containsEntry("optimizer.kind", "adam")
                .containsEntry("seed", "1")
                .containsEntry("validation", "98.00 %")
                .containsEntry("95 %", "96.36–98.91")
                .containsEntry("test", "98.00 %")
                .containsEntry("95 % again", "96.93–98.70")
                .containsEntry("p", "0.0987") // 10 images against 20
                .containsEntry("time", "1 min 23 s");
        assertThat(rows.get(1))
                .containsEntry("run", "b")
                .containsEntry("validation", "98.60 %")
                .containsEntry("test", "97.00 %")
                .containsEntry("p", "–");
        assertThat(compare.out())
                .startsWith("SAMPLE: 2 runs on sample & more, 500 to validate, 1,000 to test; in " + folder + "\n\n")
                .contains("b, the best by validation");
    }

    /** Of two that validation finds equally often right, the one that it finds surer. */
    @Test
    void ofEqualAccuraciesTheLowerValidationLossIsTheBest() throws IOException {
        Path a = run("a", 0.98, images(0, 20));
        Path b = run("b", 0.98, images(0, 30));
        assertThat(wide("compare", a, b).out()).contains("against a, the best by validation");
        Path file = b.resolve("result.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\"val_loss\" : 0.05", "\"val_loss\" : 0.04"));
        assertThat(wide("compare", a, b).out()).contains("against b, the best by validation");
    }

    @Test
    void runsOfOneConfigurationHaveNoColumnsOfIt() {
        Path a = run("a", 0.98, images(0, 20));
        Path b = run("b", 0.97, images(0, 20));
        assertThat(TextTable.with("validation", wide("compare", a, b).out())
                        .get(1)
                        .keySet())
                .containsExactly("run", "validation", "95 %", "test", "95 % again", "p", "time");
    }

    /** Validation of what has not ended is that of its best epoch so far. */
    @Test
    void aRunThatHasNotEndedHasNoTestFigures() throws IOException {
        Path ended = run("a", 0.98, images(0, 20));
        Path going = run("b", 0.99, images(0, 20), "epochs", "9");
        Files.delete(going.resolve("result.json"));
        CliRun compare = wide("compare", ended, going);
        assertThat(compare.code()).as(compare.err()).isZero();
        assertThat(TextTable.with("validation", compare.out()).get(1))
                .containsEntry("run", "b")
                .containsEntry("validation", "98.60 %")
                .containsEntry("test", "–")
                .containsEntry("p", "–")
                .containsEntry("time", "–");
        assertThat(compare.out())
                .contains("no test figures yet: b (3 of 9 epochs)")
                .contains("a, the best by validation");
    }

    /** A run of before that was kept tells nothing of the images, nor how many it was validated on. */
    @Test
    void withoutTheWrongImagesThereIsNoPAndOneLineSaysWhy() throws IOException {
        Path a = run("a", 0.98, images(0, 20));
        Path b = run("b", 0.97, images(0, 30));
        Path old = run("old", 0.96, images(0, 40));
        Path file = old.resolve("result.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll("(?s)\"schema\" : 4", "\"schema\" : 2")
                        .replaceAll("\"wrong\" : \\[[^]]*],", "")
                        .replaceAll("\"val_images\" : \\d+,", ""));
        CliRun compare = wide("compare", a, b, old);
        assertThat(compare.code()).as(compare.err()).isZero();
        List<Map<String, String>> rows = TextTable.with("validation", compare.out());
        assertThat(rows).extracting(row -> row.get("p")).containsExactly("–", "0.0020", "–");
        assertThat(rows).extracting(row -> row.get("95 %")).containsExactly("96.36–98.91", "95.11–98.17", "–");
        assertThat(rows.get(2)).containsEntry("95 % again", "94.60–97.05");
        assertThat(compare.out().lines())
                .contains("no p where it is not kept which images were wrong: old")
                .contains("p: McNemar's exact test against a, the best by validation; not corrected for 2 tests");
    }

    @Test
    void jsonHasEverythingOfEachRun() throws IOException {
        Path a = run("a", 0.98, images(0, 20), "seed", "4");
        Path b = run("b", 0.99, images(5, 30));
        JsonNode all = JSON.readTree(CliRun.of("compare", a, b, "--json").out());
        assertThat(all).hasSize(2);
        JsonNode first = all.get(0);
        assertThat(first.fieldNames())
                .toIterable()
                .containsExactly(
                        "schema",
                        "run",
                        "arch",
                        "data",
                        "seed",
                        "epochs",
                        "trained",
                        "config",
                        "validation",
                        "test",
                        "mcnemar",
                        "result");
        assertThat(first.get("config")).isEqualTo(JSON.readTree("{\"seed\": \"4\"}"));
        assertThat(first.at("/validation/images").asInt()).isEqualTo(500);
        assertThat(first.at("/test/accuracy").asDouble()).isEqualTo(0.98);
        assertThat(first.at("/test/low").asDouble()).isCloseTo(0.9693100, within(1e-6));
        assertThat(first.at("/test/high").asDouble()).isCloseTo(0.9870163, within(1e-6));
        assertThat(first.get("mcnemar"))
                .isEqualTo(JSON.readTree("{\"against\": \"" + b
                        + "\", \"only_this_wrong\": 5, \"only_other_wrong\": 10, \"p\": "
                        + first.at("/mcnemar/p").asText() + "}"));
        assertThat(first.at("/mcnemar/p").asDouble()).isCloseTo(0.30175781, within(1e-8));
        assertThat(first.at("/result/wrong")).hasSize(20);
        assertThat(all.at("/1/mcnemar").isNull()).isTrue();
    }

    @Test
    void otherTestImagesAreRefusedUnlessToldOtherwise() {
        Path a = run("a", 0.98, images(0, 20));
        Path other = run(
                "b",
                FinishedRun.wrong(0.98, images(0, 20)),
                Map.of("t10k-images-idx3-ubyte", "cc", "t10k-labels-idx1-ubyte", "bb"));
        String difference = "not the same test images: those of " + a + " and " + other
                + ", both called sample & more, have different SHA-256";
        CliRun refused = CliRun.of("compare", a, other);
        assertThat(refused.err())
                .isEqualTo("mnist: " + difference
                        + "; leave one out, or say --across-data to see them side by side all the same\n");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        CliRun shown = CliRun.of("compare", a, other, "--across-data", "--quiet");
        assertThat(shown.code()).isZero();
        assertThat(shown.err()).isEqualTo("WARNING: " + difference + "; these figures do not say which is better\n");
        assertThat(TextTable.with("validation", shown.out()))
                .extracting(row -> row.get("p"))
                .containsOnly("–");
    }

    /** What the files are counts for more than what they were called, where both are known. */
    @Test
    void otherNamesOrNumbersAreOtherImagesUnlessTheFilesAreTheSame() {
        Path a = run("a", 0.98, images(0, 20));
        RunResult named = renamed(FinishedRun.wrong(0.98, images(0, 20)));
        Path moved = run("b", named, TEST);
        assertThat(CliRun.of("compare", a, moved).code()).isZero();
        Path unknown = run("c", named, Map.of());
        CliRun refused = CliRun.of("compare", a, unknown);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("mnist: not the same test images: " + a + " has sample & more with 1,000 images, and "
                        + unknown + " elsewhere with 1,000 images; leave one out");
    }

    private static RunResult renamed(RunResult r) {
        return new RunResult(
                r.arch(),
                "elsewhere",
                false,
                r.seed(),
                r.ended(),
                r.epochs(),
                r.parameters(),
                r.trainable(),
                r.valImages(),
                r.best(),
                r.last(),
                r.mistakes(),
                r.wrong(),
                r.diagnosis(),
                r.trainSeconds(),
                r.trainImagesPerSecond(),
                r.waitingShare(),
                r.testImagesPerSecond(),
                r.engine(),
                r.hardware(),
                r.folder());
    }

    /** Whatever differs, and however long the names are: columns go, lines are never broken, and a line says which are gone. */
    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 100, 132})
    void fitsTheTerminal(int columns) {
        Path a = run("20260102-030405-a-name-of-a-run", 0.98, images(0, 20), "learning-rate", "0.01");
        Path b = run(
                "20260102-030405-a-name-of-another",
                0.97,
                images(0, 30),
                "layers",
                "[{flatten: {}}, {dense: {units: 31}}, {dropout: {rate: 0.5}}, {output: {}}]",
                "batch",
                "64",
                "seed",
                "2",
                "schedule.kind",
                "cosine",
                "l2",
                "0.001");
        CliRun compare =
                CliRun.with(Map.of("MNIST_HOME", CliRun.CACHE, "COLUMNS", Integer.toString(columns)), "compare", a, b);
        assertThat(compare.code()).as(compare.err()).isZero();
        List<String> lines = compare.out().lines().toList();
        int rule = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith("─"))
                .findFirst()
                .orElseThrow();
        assertThat(lines.subList(rule - 1, rule + 3))
                .allMatch(line -> Text.length(line) <= columns, "at most " + columns);
        assertThat(lines.get(rule - 1)).contains("run", "validation", "test");
        assertThat(lines.get(rule + 4))
                .startsWith("not shown: ")
                .endsWith(" more; --json has all")
                .matches(line -> Text.length(line) <= Math.max(columns, 60));
    }

    /** A run's own files are none to be written over. */
    @Test
    void noRunIsSpoilt() throws IOException {
        Path a = run("a", 0.98, images(0, 20));
        Path b = run("b", 0.97, images(0, 30));
        String config = Files.readString(a.resolve("config.yaml"));
        CliRun over = CliRun.of("compare", a, b, "--export-csv", a.resolve("config.yaml"));
        assertThat(over.code()).isEqualTo(2);
        assertThat(over.err()).contains("is read itself; name another file for the output");
        assertThat(Files.readString(a.resolve("config.yaml"))).isEqualTo(config);
    }

    @Test
    void exportsHaveAllFigures() throws IOException {
        Path a = run("a|b", 0.98, images(0, 20), "seed", "4");
        Path b = run("c, \"d\" & <e>", 0.99, images(5, 30));
        Path csv = folder.resolve("x.csv");
        Path markdown = folder.resolve("x.md");
        Path html = folder.resolve("x.html");
        CliRun compare = CliRun.of("compare", a, b, "--export-csv", csv, "--export-markdown", markdown, "--html", html);
        assertThat(compare.code()).as(compare.err()).isZero();
        assertThat(compare.err().lines()).containsExactly(markdown.toString(), csv.toString(), html.toString());
        CSVParser parser = CSVParser.parse(
                new StringReader(Files.readString(csv)),
                CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get());
        assertThat(parser.getHeaderNames())
                .containsExactly(
                        "run",
                        "seed",
                        "val_accuracy",
                        "val_low",
                        "val_high",
                        "val_images",
                        "test_accuracy",
                        "test_low",
                        "test_high",
                        "test_images",
                        "against",
                        "only_this_wrong",
                        "only_other_wrong",
                        "p",
                        "train_seconds");
        List<CSVRecord> rows = parser.getRecords();
        assertThat(rows.get(0).get("run")).isEqualTo(a.toString());
        assertThat(rows.get(0).get("seed")).isEqualTo("4");
        assertThat(rows.get(0).get("test_accuracy")).isEqualTo("0.98");
        assertThat(Double.parseDouble(rows.get(0).get("val_high"))).isCloseTo(0.989101, within(1e-6));
        assertThat(rows.get(0).get("against")).isEqualTo(b.toString());
        assertThat(rows.get(0).get("only_other_wrong")).isEqualTo("10");
        assertThat(rows.get(1).get("p")).isEmpty();
        assertThat(Files.readString(markdown)).contains("| a\\|b ", "| 0.3018 |", "- 95 %: Wilson");
        String page = Files.readString(html);
        assertThat(page)
                .contains(">c, &quot;d&quot; &amp; &lt;e&gt;</td>", " data-label=\"p\">0.3018</td>", "96.93–98.70")
                .contains("data:image/svg+xml;base64,", "prefers-color-scheme: dark")
                .doesNotContain("<e>", "http:", "https:");
    }

    /** Two charts of the runs named, whose pixels the tests of curves look at. */
    @Test
    void curvesAreDrawnIntoTheFile() throws IOException {
        Path run = FinishedRun.write(folder.resolve("a")).path();
        Path plain = FinishedRun.write(folder.resolve("b"), FinishedRun.unvalidated(), FinishedRun.HISTORY)
                .path();
        Path going = FinishedRun.write(folder.resolve("c")).path();
        Files.delete(going.resolve("result.json"));
        Path picture = folder.resolve("curves.png");
        assertThat(CliRun.of("compare", run, plain, going, "--across-data", "--curves", picture)
                        .code())
                .isZero();
        BufferedImage drawn = ImageIO.read(picture.toFile());
        assertThat(drawn.getWidth()).isEqualTo(900);
        assertThat(Arrays.stream(drawn.getRGB(0, 0, drawn.getWidth(), drawn.getHeight(), null, 0, drawn.getWidth()))
                        .distinct())
                .hasSizeGreaterThan(10);
        Path svg = folder.resolve("curves.SVG");
        assertThat(CliRun.of("compare", run, run, "--curves", svg).code()).isZero();
        assertThat(svg)
                .content()
                .startsWith("<svg ")
                .contains("width=\"900\"", "<polyline ", run.toString())
                .endsWith("</svg>\n");
    }

    /** The accuracies of presets that hold out different shares stand beside each other, and are of other images. */
    @Test
    void validationOnDifferentImagesIsSaid() throws IOException {
        Path a = FinishedRun.write(folder.resolve("a")).path();
        Path b = FinishedRun.write(
                        folder.resolve("b"),
                        FinishedRun.with(FinishedRun.result(), "valImages", 1200),
                        FinishedRun.HISTORY)
                .path();
        assertThat(wide("compare", a, b).out())
                .contains(
                        "500 or 1,200 to validate",
                        "validation is of different images, and its accuracies do not compare");
        assertThat(wide("compare", a, a).out()).contains("500 to validate").doesNotContain("of different images");
    }

    @Test
    void aRunThatHeldNothingOutHasNoValidation() {
        Path validated = FinishedRun.write(folder.resolve("a")).path();
        Path plain = FinishedRun.write(folder.resolve("b"), FinishedRun.unvalidated(), FinishedRun.HISTORY)
                .path();
        List<Map<String, String>> rows =
                TextTable.with("validation", wide("compare", plain, validated).out());
        assertThat(rows.get(0))
                .containsEntry("validation", "–")
                .containsEntry("95 %", "–")
                .containsEntry("test", "96.34 %");
        assertThat(rows.get(1)).containsEntry("validation", "98.60 %").containsEntry("p", "–");
        assertThat(rows.get(0).get("p")).isEqualTo("< 0.0001");
    }

    @Test
    void refusesWhatIsNoRunAndWhereNothingCanBeDrawn() {
        Path run = FinishedRun.write(folder.resolve("a")).path();
        assertThat(CliRun.of("compare", run, folder).code()).isEqualTo(66);
        assertThat(CliRun.of("compare", run, run, "--curves", folder.resolve("none/x.png"))
                        .code())
                .isEqualTo(73);
    }
}
