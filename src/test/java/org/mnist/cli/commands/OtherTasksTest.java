package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.data.Images;
import org.mnist.data.Synthetic;
import org.mnist.experiment.SavedModel;
import org.mnist.network.Task;
import org.mnist.testing.CliRun;
import org.mnist.testing.Models;
import org.mnist.testing.TinyTask;

/** The commands on models of twenty-six letters and of four things in colour: what comes out goes by name. */
class OtherTasksTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Images LETTERS = Synthetic.images(TinyTask.LETTERS, 52, 77);
    private static final Images COLOURS = Synthetic.images(TinyTask.COLOURS, 8, 77);

    @TempDir
    static Path folder;

    static Path letters;
    static Path colours;

    @BeforeAll
    static void train() {
        letters = folder.resolve("letters");
        colours = folder.resolve("colours");
        TinyTask.run(letters, TinyTask.LETTERS, 40);
        TinyTask.run(colours, TinyTask.COLOURS, 40);
    }

    private static CliRun ok(Object... line) {
        CliRun run = CliRun.of(line);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private static void refused(int code, String message, Object... line) {
        CliRun run = CliRun.of(line);
        assertThat(run.err()).contains(message).hasLineCount(1);
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
    }

    private static JsonNode json(CliRun run) throws IOException {
        return JSON.readTree(run.out());
    }

    @Test
    void predictGivesOneClassByName() {
        Path small = Synthetic.png(folder.resolve("d.png"), LETTERS, 3, 1);
        Path large = Synthetic.png(folder.resolve("z.png"), LETTERS, 25, 9);
        CliRun one = ok("predict", letters, small, large);
        assertThat(one.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches(".*d\\.png: letter d \\(\\d+\\.\\d\\d %\\)"),
                        line -> assertThat(line).matches(".*z\\.png: letter z \\(\\d+\\.\\d\\d %\\)"));
        String all = ok("predict", letters, small, "--top", 26).out();
        for (String name : TinyTask.LETTERS.classes()) {
            assertThat(all).containsOnlyOnce(name + " (");
        }
        refused(2, "--top is 27; valid are whole numbers from 1 to 26", "predict", letters, small, "--top", 27);
    }

    @Test
    void predictInJsonHasNameAndLabel() throws IOException {
        Path picture = Synthetic.png(folder.resolve("cat.png"), COLOURS, 3, 5);
        for (Path model : List.of(colours, colours.resolve("best.zip"))) {
            JsonNode read =
                    json(ok("predict", model, picture, "--json", "--top", 2)).get(0);
            assertThat(read.get("image").asText()).isEqualTo(picture.toString());
            assertThat(read.get("text").asText()).isEqualTo("a cat & a dog");
            assertThat(read.get("name").asText()).isEqualTo("a cat & a dog");
            assertThat(read.get("label").asInt()).isEqualTo(3);
            assertThat(read.get("top")).hasSize(2);
            assertThat(read.at("/top/0/name").asText()).isEqualTo("a cat & a dog");
            assertThat(read.at("/top/0/probability")).isEqualTo(read.get("probability"));
            assertThat(read.at("/top/1/probability").asDouble())
                    .isLessThan(read.get("probability").asDouble())
                    .isPositive();
        }
    }

    /** A picture of the network's own size is seen to the last bit: evaluate gives the same probabilities. */
    @Test
    void predictAndEvaluateAgree() throws IOException {
        Path data = Synthetic.csv(folder.resolve("agree/test.csv"), TinyTask.LETTERS, LETTERS, true);
        Path predictions = folder.resolve("agree.csv");
        ok("evaluate", letters, "--data", data, "--predictions", predictions);
        List<CSVRecord> rows = rows(predictions);
        for (int i : new int[] {0, 17, 51}) {
            Path picture = Synthetic.png(folder.resolve("agree.png"), LETTERS, i, 1);
            JsonNode top =
                    json(ok("predict", letters, picture, "--json", "--top", 26)).at("/0/top");
            for (JsonNode guess : top) {
                float written =
                        Float.parseFloat(rows.get(i).get(guess.get("name").asText()));
                assertThat((float) guess.get("probability").asDouble()).isCloseTo(written, within(1e-6f));
            }
        }
    }

    @Test
    void invertedLightIsDark() throws IOException {
        byte[] negative = new byte[LETTERS.image().size()];
        for (int k = 0; k < negative.length; k++) {
            negative[k] = (byte) (255 - LETTERS.at(7, k));
        }
        Images inverted = new Images(LETTERS.image(), negative, new int[1]);
        Path picture = Synthetic.png(folder.resolve("negative.png"), inverted, 0, 3);
        Path plain = Synthetic.png(folder.resolve("plain.png"), LETTERS, 7, 3);
        JsonNode expected = json(ok("predict", letters, plain, "--json")).at("/0/probability");
        JsonNode found =
                json(ok("predict", letters, picture, "--json", "--invert")).get(0);
        assertThat(found.get("name").asText()).isEqualTo("letter h");
        assertThat(found.get("probability")).isEqualTo(expected);
    }

    @Test
    void theReaderIsThatOfTheTaskUnlessAnotherIsAskedFor() throws IOException {
        Path picture = Synthetic.png(folder.resolve("reader.png"), LETTERS, 0, 1);
        refused(
                2,
                "--reader digits: " + letters.resolve("best.zip")
                        + " tells no digits but 26 classes of 28×28×1; give --reader whole, or leave it out",
                "predict",
                letters,
                picture,
                "--reader",
                "digits");
        refused(2, "--refuse goes with --reader digits", "predict", letters, picture, "--refuse", 0.1);
        assertThat(ok("predict", letters, picture, "--reader", "whole").out()).contains("letter a (");
        Path digits = folder.resolve("digits");
        TinyTask.run(digits, Task.MNIST, 5);
        refused(2, "--invert goes with --reader whole", "predict", digits, picture, "--invert");
        assertThat(json(ok("predict", digits, picture, "--json")).get(0).has("digits"))
                .isTrue();
        assertThat(json(ok("predict", digits, picture, "--json", "--reader", "whole"))
                        .at("/0/name")
                        .asText())
                .matches("\\d");
    }

    /** The drawing has a line for each two rows, and beside it the classes from the most probable on. */
    @Test
    void explainDrawsTheWholePicture() throws IOException {
        Path picture = Synthetic.png(folder.resolve("explain.png"), COLOURS, 1, 4);
        Path drawn = folder.resolve("explained.png");
        List<String> lines = ok("predict", colours, picture, "--explain", "--explain-png", drawn)
                .out()
                .lines()
                .toList();
        assertThat(lines).hasSize(17);
        assertThat(lines.get(0)).contains("explain.png: rose (");
        assertThat(lines.subList(1, 17)).allMatch(line -> line.matches("  \\|.{32}\\|.*"));
        List<String> named = lines.stream()
                .filter(line -> line.matches("  \\|.{32}\\|  .*%.*"))
                .toList();
        assertThat(named).hasSize(4);
        assertThat(named.get(0)).contains("|  rose ").endsWith("█");
        assertThat(ImageIO.read(drawn.toFile()).getWidth()).isEqualTo(720);
    }

    private static List<CSVRecord> rows(Path file) throws IOException {
        try (CSVParser rows = CSVParser.parse(
                file,
                StandardCharsets.UTF_8,
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            return rows.getRecords();
        }
    }

    @Test
    void evaluateWritesPredictionsThatGiveTheAccuracy() throws IOException {
        Path data = Synthetic.csv(folder.resolve("scored/test.csv"), TinyTask.LETTERS, LETTERS, true);
        Path predictions = folder.resolve("scored.csv");
        Path kaggle = folder.resolve("submission.csv");
        CliRun run =
                ok("evaluate", letters, "--data", data, "--predictions", predictions, "--kaggle", kaggle, "--json");
        JsonNode scored = json(run);
        assertThat(scored.get("predictions").asText()).isEqualTo(predictions.toString());
        assertThat(scored.get("images").asInt()).isEqualTo(52);
        assertThat(scored.at("/test/classes/3/name").asText()).isEqualTo("letter d");
        List<CSVRecord> rows = rows(predictions);
        List<CSVRecord> submitted = rows(kaggle);
        assertThat(rows).hasSize(52);
        int right = 0;
        for (int i = 0; i < 52; i++) {
            CSVRecord row = rows.get(i);
            assertThat(row.get("index")).isEqualTo(Integer.toString(i));
            assertThat(row.get("label")).isEqualTo(TinyTask.LETTERS.name(LETTERS.label(i)));
            right += row.get("predicted").equals(row.get("label")) ? 1 : 0;
            float sum = 0;
            float largest = 0;
            for (String name : TinyTask.LETTERS.classes()) {
                sum += Float.parseFloat(row.get(name));
                largest = Math.max(largest, Float.parseFloat(row.get(name)));
            }
            assertThat(sum).isBetween(0.999f, 1.001f);
            assertThat(Float.parseFloat(row.get(row.get("predicted")))).isEqualTo(largest);
            assertThat(submitted.get(i).get("ImageId")).isEqualTo(Integer.toString(i + 1));
            assertThat(submitted.get(i).get("Label")).isEqualTo(row.get("predicted"));
        }
        assertThat(right / 52.0)
                .isEqualTo(scored.at("/test/accuracy").asDouble())
                .isGreaterThan(0.9);
    }

    @Test
    void imagesWithoutLabelsArePredictedOnly() throws IOException {
        Path data = Synthetic.csv(folder.resolve("unlabelled/test.csv"), TinyTask.LETTERS, LETTERS, false);
        Path kaggle = folder.resolve("unlabelled.csv");
        refused(
                2,
                "has no labels to score by; add --predictions FILE.csv or --kaggle",
                "evaluate",
                letters,
                "--data",
                data);
        refused(
                2,
                "--min-accuracy: " + data + " has no labels to score by",
                "evaluate",
                letters,
                "--data",
                data,
                "--kaggle",
                kaggle,
                "--min-accuracy",
                0.5);
        refused(
                2,
                "has no labels to score by; name other images by --data",
                "ensemble",
                letters,
                letters,
                "--data",
                data);
        assertThat(kaggle).doesNotExist();
        CliRun run =
                ok("evaluate", letters, "--data", data, "--kaggle", kaggle, "--predictions", folder.resolve("u.csv"));
        assertThat(run.out()).contains("52 images of", "which have no labels", "to submit    " + kaggle);
        assertThat(run.out()).doesNotContain("accuracy");
        assertThat(rows(kaggle).get(30).get("Label")).isEqualTo("letter e");
        assertThat(rows(folder.resolve("u.csv")))
                .allMatch(row -> row.get("label").isEmpty());
        assertThat(json(ok("evaluate", letters, "--data", data, "--kaggle", kaggle, "--json"))
                        .get("test")
                        .isNull())
                .isTrue();
    }

    @Test
    void theDataIsNotWrittenOver() throws IOException {
        Path data = Synthetic.csv(folder.resolve("kept/test.csv"), TinyTask.LETTERS, LETTERS, true);
        byte[] before = Files.readAllBytes(data);
        for (Path named : List.of(data, data.getParent())) {
            refused(
                    73,
                    data + " is of the data " + named + ", which is read; name another file",
                    "evaluate",
                    letters,
                    "--data",
                    named,
                    "--predictions",
                    data);
        }
        assertThat(Files.readAllBytes(data)).isEqualTo(before);
    }

    @Test
    void picturesThatCannotBeReadAreLeftOutOnRequest() throws IOException {
        for (int i = 0; i < 52; i++) {
            Path ofClass = folder.resolve(i % 2 == 0 ? "pictures/test" : "pictures/train")
                    .resolve(TinyTask.LETTERS.name(LETTERS.label(i)));
            Synthetic.png(Files.createDirectories(ofClass).resolve(i + ".png"), LETTERS, i, 1);
        }
        Path data = folder.resolve("pictures");
        Files.writeString(data.resolve("test/letter a/bad.png"), "no picture");
        refused(65, "leave them out by --skip-bad", "evaluate", letters, "--data", data);
        assertThat(ok("evaluate", letters, "--data", data, "--skip-bad").out()).contains("26 images of " + data);
        refused(65, "leave them out by --skip-bad", "ensemble", letters, letters, "--data", data);
        assertThat(ok("ensemble", letters, letters, "--data", data, "--skip-bad")
                        .out())
                .contains("26 ");
    }

    @Test
    void otherClassesAndOtherShapesAreRefused() {
        Task other = new Task(1, 28, 28, List.of("letter a", "letter q", "letter ß"));
        Path data = Synthetic.csv(folder.resolve("others/test.csv"), other, Synthetic.images(other, 6, 1), true);
        refused(65, "letter ß", "evaluate", letters, "--data", data);
        refused(65, "its images are 28×28×1; the model takes 32×32×3", "evaluate", colours, "--data", "sample");
    }

    @Test
    void modelsOfDifferentThingsAreNoEnsembleAndDoNotCompare() {
        refused(
                2,
                "an ensemble is of models for the same classes and images: " + letters.resolve("best.zip")
                        + " tells 26 classes of 28×28×1, and " + colours.resolve("best.zip") + " 4 classes of 32×32×3",
                "ensemble",
                letters,
                colours);
        String difference = "not the same classes: " + letters
                + " tells 26 classes (letter a, letter b, letter c … letter z), and " + colours
                + " 4 classes (traffic sign, rose, Ünïcode, \"quoted\", a cat & a dog)";
        refused(2, difference + "; leave one out, or say --across-data", "compare", letters, colours);
        CliRun compared = ok("compare", letters, colours, "--across-data");
        assertThat(compared.err()).contains("WARNING: " + difference);
        assertThat(ok("compare", letters, letters).err()).doesNotContain("not the same classes");
    }

    @Test
    void theReportGoesByNames() throws IOException {
        assertThat(Files.readString(colours.resolve("report.html")))
                .contains("<td>Ünïcode, &quot;quoted&quot;</td>", "<td>a cat &amp; a dog</td>", "Each class")
                .doesNotContain("digit");
        JsonNode result = JSON.readTree(colours.resolve("result.json").toFile());
        assertThat(result.get("schema").asInt()).isEqualTo(4);
        assertThat(result.at("/best/test/classes").findValuesAsText("name")).isEqualTo(TinyTask.COLOURS.classes());
    }

    /** Weights of 3e38 make infinities, and their differences are no numbers. */
    @Test
    void aModelThatAnswersNoNumbersIsRefused() throws IOException {
        byte[] model = Files.readAllBytes(letters.resolve("best.zip"));
        byte[] weights = Models.entries(model).get(Models.WEIGHTS);
        int count = (int) SavedModel.find(letters, line -> {})
                .config()
                .orElseThrow()
                .architecture()
                .parameters();
        ByteBuffer numbers = ByteBuffer.wrap(weights, weights.length - 4 * count, 4 * count);
        while (numbers.hasRemaining()) {
            numbers.putFloat(3e38f);
        }
        Path poisoned = Files.write(folder.resolve("poisoned.zip"), Models.with(model, Models.WEIGHTS, weights));
        Path data = Synthetic.csv(folder.resolve("poison/test.csv"), TinyTask.LETTERS, LETTERS, true);
        Path picture = Synthetic.png(folder.resolve("poison.png"), LETTERS, 0, 1);
        List<Object[]> lines = new ArrayList<>();
        lines.add(new Object[] {"evaluate", poisoned, "--data", data});
        lines.add(new Object[] {"evaluate", poisoned, "--data", data, "--predictions", folder.resolve("poison.csv")});
        lines.add(new Object[] {"predict", poisoned, picture});
        lines.add(new Object[] {"ensemble", poisoned, poisoned, "--data", data, "--quiet"});
        for (Object[] line : lines) {
            refused(65, poisoned + " answers NaN where a probability should be", line);
        }
        assertThat(folder.resolve("poison.csv")).doesNotExist();
    }

    @Test
    void anExportTellsItsClasses() throws Exception {
        Path onnx = folder.resolve("colours.onnx");
        ok("export", colours.resolve("best.zip"), "--onnx", onnx);
        String text = new String(Files.readAllBytes(onnx), StandardCharsets.UTF_8);
        assertThat(text)
                .contains("[\"traffic sign\",\"rose\",\"Ünïcode, \\\"quoted\\\"\",\"a cat & a dog\"]", "[3,32,32]");
    }
}
