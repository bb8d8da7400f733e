package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Hashes;
import org.mnist.testing.CliRun;
import org.mnist.testing.TinyData;

/**
 * Files of older versions are read for ever after. A model's answers may differ from those of its day in an image
 * or so of a thousand, for another processor takes other kernels, which round otherwise.
 */
class FixturesTest {
    private static final Path OLD = Path.of("src/test/resources/fixtures/v0.1");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEST_IMAGES = 1000;
    private static final int BATCH = 100;
    private static final int PIXELS = 784;
    private static final double ONE_IMAGE = 1.5 / TEST_IMAGES;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "twoconv", "lenet5", "allconv", "cnn-dl4j", "tiny", "sprint", "old-words"})
    void aRunOfVersion01(String name) throws IOException, OrtException {
        Path run = unpack(name);
        JsonNode result = json(run.resolve("result.json"));
        double accuracy = result.at("/best/test/accuracy").asDouble();

        assertThat(json(ok("evaluate", run, "--json")).at("/test/accuracy").asDouble())
                .isCloseTo(accuracy, within(ONE_IMAGE));
        Path onnx = folder.resolve("model.onnx");
        ok("export", run, "--onnx", onnx);
        assertThat(onnxAccuracy(onnx)).isCloseTo(accuracy, within(ONE_IMAGE));

        List<String> metrics = Files.readAllLines(run.resolve("metrics.csv"));
        report(run, result);
        JsonNode compared = json(ok("compare", run, run, "--json")).get(0);
        assertThat(compared.at("/arch")).isEqualTo(result.get("arch"));
        assertThat(compared.at("/result/best"))
                .isEqualTo(named(result.get("best").deepCopy()));

        CliRun finished = resume(run);
        assertThat(finished.err()).contains("is finished; nothing to do");
        int epochs = result.get("epochs").asInt();
        CliRun grown = resume(run, "--epochs", epochs + 1);
        assertThat(grown.err()).doesNotContain("damaged");
        JsonNode longer = json(run.resolve("result.json"));
        assertThat(longer.get("schema").asInt()).isEqualTo(4);
        assertThat(longer.get("wrong").size())
                .isEqualTo(Math.round((1 - longer.at("/best/test/accuracy").asDouble()) * TEST_IMAGES));
        assertThat(longer.get("epochs").asInt()).isEqualTo(epochs + 1);
        List<String> now = Files.readAllLines(run.resolve("metrics.csv"));
        assertThat(now).startsWith("# schema: 1").containsAll(metrics).hasSize(metrics.size() + 2);
        assertThat(trainLoss(now.get(now.size() - 1)))
                .as("it learns on from where it was")
                .isLessThan(trainLoss(metrics.get(metrics.size() - 1)));
        assertThat(resume(run).err()).contains("is finished; nothing to do");
    }

    @Test
    void aStoppedRunOfVersion01Ends() throws IOException {
        Path run = unpack("stopped");
        List<String> metrics = Files.readAllLines(run.resolve("metrics.csv"));
        assertThat(ok("compare", run, run).out()).contains("no test figures yet: ");
        assertThat(CliRun.of("report", run).code()).isEqualTo(66);
        CliRun ended = resume(run);
        assertThat(ended.err())
                .contains("epoch 4/4")
                .doesNotContain("epoch 3/4")
                .doesNotContain("damaged");
        assertThat(Files.readAllLines(run.resolve("metrics.csv")))
                .containsAll(metrics)
                .hasSize(6);
        // The run that nobody stopped came to 94.3 %; a training takes what rounding adds up to.
        assertThat(json(run.resolve("result.json")).at("/best/test/accuracy").asDouble())
                .isCloseTo(0.943, within(0.01));
    }

    /** The checkpoint lies within the second epoch, at step 629 of 2,750, with the sums of its first steps. */
    @Test
    void aRunOfVersion01ThatStoppedWithinAnEpochGoesOnWithIt() throws IOException {
        Path run = unpack("stopped-in-epoch");
        double firstLoss =
                trainLoss(Files.readAllLines(run.resolve("metrics.csv")).get(1));
        CliRun ended = resume(run);
        assertThat(ended.err())
                .contains("epoch 2/2")
                .doesNotContain("epoch 1/2")
                .doesNotContain("damaged");
        List<String> metrics = Files.readAllLines(run.resolve("metrics.csv"));
        assertThat(metrics).hasSize(4);
        assertThat(trainLoss(metrics.get(2))).isEqualTo(firstLoss);
        // The run that nobody stopped had a training loss of 0.2905 in epoch 2 and came to 92.4 %.
        assertThat(trainLoss(metrics.get(3))).isCloseTo(0.29054986, within(0.01));
        assertThat(json(run.resolve("result.json")).at("/best/test/accuracy").asDouble())
                .isCloseTo(0.924, within(0.01));
    }

    /**
     * At its sixth step of thirty, when its running statistics and its average of the weights still lagged. The losses are
     * those of the run that nobody stopped; a run that begins today comes to 0.80 in the end.
     */
    @Test
    void theAveragesOfARunOfVersion01GoOnAsTheyBegan() throws IOException {
        Path run = unpack("stopped-early");
        assertThat(resume(run).err()).contains("epoch 2/6").doesNotContain("damaged");
        List<Double> losses = Files.readAllLines(run.resolve("metrics.csv")).stream()
                .skip(2)
                .map(row -> Double.parseDouble(row.split(",", -1)[3]))
                .toList();
        List<Double> undisturbed = List.of(2.33412982, 2.01300829, 2.01300829, 1.75682466, 1.64224347, 1.64224347);
        assertThat(losses)
                .usingElementComparator((a, b) -> Math.abs(a - b) < 0.01 ? 0 : Double.compare(a, b))
                .isEqualTo(undisturbed);
    }

    /** A changed configuration is found out though its hash is of the old kind. */
    @Test
    void aRunOfVersion01IsItsConfiguration() throws IOException {
        Path run = unpack("stopped");
        Path config = run.resolve("config.yaml");
        Files.writeString(config, Files.readString(config).replace("rise-share: 0.4", "rise-share: 0.3"));
        CliRun refused = CliRun.of("train", "--no-report", "--resume", "--out", run);
        assertThat(refused.code()).isEqualTo(65);
        assertThat(refused.err()).contains("config.yaml is not what the run was trained with");
    }

    @Test
    void benchmarksOfVersion01() throws IOException {
        Path figures = Files.copy(OLD.resolve("bench.json"), folder.resolve("bench.json"));
        JsonNode old = json(figures);
        JsonNode shown = json(ok("bench", "show", figures, "--json"));
        assertThat(((ObjectNode) shown).remove("schema").asInt()).isEqualTo(2);
        for (JsonNode measured : old.get("results")) { // what is published was in percent
            double percent = measured.get("published").asDouble();
            ((ObjectNode) measured).put("published", Math.round(100 * percent) / 10_000.0);
        }
        assertThat(((ObjectNode) shown).remove("gate").isNull()).isTrue();
        assertThat(((ObjectNode) shown).remove("gates")).isEmpty();
        assertThat(shown).isEqualTo(old);
        assertThat(ok("bench", "show", OLD.resolve("ensemble.json")).out()).contains("84.40 %", "86.10 %");

        Object[] again = {
            "bench",
            "--arch",
            "mlp,cnn",
            "--data",
            "sample",
            "--threads",
            1,
            "--set",
            "epochs=1",
            "--export-json",
            figures,
            "--resume",
            "--seeds",
            "1..2"
        };
        CliRun done = ok(again);
        assertThat(done.err().lines())
                .filteredOn(line -> line.endsWith(": done before"))
                .hasSize(4);
        again[2] = "mlp";
        again[again.length - 1] = "1..3";
        ok(again);
        JsonNode now = json(figures).get("results");
        assertThat(now).hasSize(2);
        assertThat(now.findValuesAsText("arch")).containsExactlyInAnyOrder("mlp", "cnn");
        assertThat(now.findValues("runs").stream().map(JsonNode::size)).containsExactlyInAnyOrder(2, 3);
    }

    /** A run of before it was kept which images were wrong is compared, and tells no p. */
    @Test
    void aResultOfSchema2() throws IOException {
        Path run = folder.resolve("old");
        FileUtils.copyDirectory(Path.of("src/test/resources/fixtures/result-2").toFile(), run.toFile());
        JsonNode compared = json(ok("compare", run, run, "--json")).get(1);
        assertThat(compared.at("/test/accuracy").asDouble())
                .isEqualTo(json(run.resolve("result.json"))
                        .at("/best/test/accuracy")
                        .asDouble());
        assertThat(compared.at("/test/low").asDouble()).isBetween(0.79, 0.81);
        assertThat(compared.at("/validation/low").isNull()).isTrue();
        assertThat(compared.at("/mcnemar").isNull()).isTrue();
        assertThat(ok("compare", run, run).out()).contains("no p where it is not kept which images were wrong: " + run);
    }

    /** A run of before that was kept has no diagnosis, and each of its classes has what follows from its counts. */
    @Test
    void ofARunWithoutADiagnosisTheRestIsKnown() throws IOException {
        Path run = folder.resolve("3");
        FileUtils.copyDirectory(Path.of("src/test/resources/fixtures/result-3").toFile(), run.toFile());
        JsonNode result = json(ok("compare", run, run, "--json")).at("/1/result");
        assertThat(result.get("diagnosis").isNull()).isTrue();
        JsonNode eight = result.at("/best/test/classes/8");
        assertThat(eight.get("images").asInt()).isEqualTo(100);
        double precision = eight.get("precision").asDouble();
        double recall = eight.get("recall").asDouble();
        assertThat(eight.get("f1").asDouble()).isCloseTo(2 * precision * recall / (precision + recall), within(1e-12));
    }

    /** A model is as sound without the files that tell of it. */
    @ParameterizedTest
    @ValueSource(strings = {"null\n", "{", "{\"schema\": 1, \"best\": null}", "[]"})
    void aDamagedResultClosesOnlyWhatIsAboutIt(String text) throws IOException {
        Path run = unpack("mlp");
        Files.writeString(run.resolve("result.json"), text);
        Files.writeString(run.resolve("provenance.json"), text);
        ok("evaluate", run);
        assertThat(ok("export", run, "--onnx", folder.resolve("m.onnx")).err())
                .contains("left out: " + run.resolve("provenance.json"), "left out: " + run.resolve("result.json"));
        for (CliRun refused : List.of(CliRun.of("report", run), CliRun.of("compare", run, run))) {
            assertThat(refused.code()).isEqualTo(65);
            assertThat(refused.err()).contains("result.json is damaged").hasLineCount(1);
        }
    }

    @Test
    void ofANewerRunTheModelsAndTheKnownFiguresAreUsed() throws IOException {
        Path run = unpack("mlp");
        JsonNode result = json(run.resolve("result.json"));
        for (String file : List.of("result.json", "provenance.json")) {
            ObjectNode newer = (ObjectNode) json(run.resolve(file));
            newer.put("schema", 9).putObject("carbon").put("g", 5);
            if (file.equals("result.json")) {
                named(newer.get("best"));
                named(newer.get("last"));
                newer.putNull("val_images").putNull("wrong").putNull("diagnosis");
            } else {
                newer.putNull("parent");
            }
            Files.writeString(run.resolve(file), newer.toString());
        }
        Path config = run.resolve("config.yaml");
        Files.writeString(
                config,
                "schema: 9\ncarbon: 5\n"
                        + Files.readString(config)
                                .replaceAll("(?m)^weight-average", "ema")
                                .replaceAll("(rise|start|end)-share|clean-epochs", "unknown-$1"));
        report(run, result);
        assertThat(ok("report", run).err().lines())
                .filteredOn(line -> line.contains("schema 9"))
                .hasSize(3)
                .doesNotHaveDuplicates();
        assertThat(ok("ensemble", run, run, "--best", 2).err()).contains("result.json is of schema 9");
        for (CliRun used : List.of(
                ok("evaluate", run), ok("compare", run, run), ok("export", run, "--onnx", folder.resolve("m.onnx")))) {
            assertThat(used.err()).contains("config.yaml is of schema 9, which a newer mnist wrote; this one, ");
        }
        CliRun refused = CliRun.of("train", "--resume", "--out", run, "--epochs", 5);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("cannot train by it; its models can still be used")
                .hasLineCount(1);
    }

    @Test
    void aNewerCheckpointIsNotPassedOverForTheOneBefore() throws IOException {
        Path run = unpack("stopped");
        Path state = run.resolve("checkpoints/epoch-003/state.json");
        FileUtils.copyDirectory(
                state.getParent().toFile(), run.resolve("checkpoints/epoch-004").toFile());
        Path newer = run.resolve("checkpoints/epoch-004/state.json");
        String unsealed = Files.readString(newer)
                .replaceFirst("\\{", "{ \"schema\" : 9,")
                .replaceFirst("(\"sha256\" : \")\\w+(\"\\s*}\\s*)$", "$1$2");
        String seal = Hashes.sha256(unsealed);
        Files.writeString(newer, unsealed.replaceFirst("(\"sha256\" : \")(\"\\s*}\\s*)$", "$1" + seal + "$2"));
        CliRun refused = CliRun.of("train", "--no-report", "--resume", "--out", run);
        assertThat(refused.code()).isEqualTo(65);
        assertThat(refused.err())
                .contains("epoch-004 is of schema 9, which a newer mnist wrote")
                .doesNotContain("damaged");
    }

    private static void report(Path run, JsonNode result) throws IOException {
        Path page = run.resolve("report.html");
        ok("report", run);
        String accuracy =
                "%.2f %%".formatted(100 * result.at("/best/test/accuracy").asDouble());
        assertThat(Files.readString(page))
                .contains(
                        accuracy, "%.4f".formatted(result.at("/best/test/loss").asDouble()));
        for (String picture : List.of("curves.png", "confusion.png", "mistakes.png", "filters.png")) {
            if (picture.equals("curves.png") && result.get("epochs").asInt() == 1) {
                assertThat(run.resolve(picture)).doesNotExist(); // one epoch is no line
                continue;
            }
            assertThat(ImageIO.read(run.resolve(picture).toFile()).getWidth())
                    .as(picture)
                    .isGreaterThan(100);
        }
    }

    /** Figures of a result as this version says them: a digit is a class, and one never predicted has no precision. */
    private static JsonNode named(JsonNode scored) {
        for (JsonNode figures : scored.at("/test/classes")) {
            JsonNode digit = ((ObjectNode) figures).remove("digit");
            ((ObjectNode) figures).set("label", digit);
            ((ObjectNode) figures).put("name", digit.asText());
            int predicted = 0;
            int there = 0;
            for (JsonNode row : scored.at("/test/confusion")) {
                predicted += row.get(digit.asInt()).asInt();
            }
            for (JsonNode count : scored.at("/test/confusion").get(digit.asInt())) {
                there += count.asInt();
            }
            int right = scored.at("/test/confusion")
                    .get(digit.asInt())
                    .get(digit.asInt())
                    .asInt();
            ((ObjectNode) figures).put("images", there).put("f1", 2.0 * right / (there + predicted));
            if (predicted == 0) { // of twoconv and cnn-dl4j after an epoch some are
                ((ObjectNode) figures).putNull("precision");
            }
        }
        return scored;
    }

    private static double trainLoss(String row) {
        return Double.parseDouble(row.split(",", -1)[1]);
    }

    private Path unpack(String name) throws IOException {
        Path run = folder.resolve(name);
        FileUtils.copyDirectory(OLD.resolve("run").resolve(name).toFile(), run.toFile());
        // What has the same bytes as the checkpoint was left out to keep this small.
        try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
            Path newest = checkpoints.findFirst().orElseThrow();
            Path average = newest.resolve("average.zip");
            Path model = Files.exists(average) ? average : newest.resolve("model.zip");
            if (!Files.exists(run.resolve("best.zip"))) {
                Files.copy(model, run.resolve("best.zip"));
            }
            if (Files.exists(run.resolve("result.json"))) {
                Files.copy(model, run.resolve("last.zip"));
            }
        }
        return run;
    }

    private static CliRun resume(Path run, Object... more) {
        return ok(Stream.concat(Stream.of("train", "--no-report", "--resume", "--out", run), Stream.of(more))
                .toArray());
    }

    private static CliRun ok(Object... line) {
        CliRun run = CliRun.of(line);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private static JsonNode json(CliRun run) throws IOException {
        return JSON.readTree(run.out());
    }

    private static JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    /** The share of the sample's test images that ONNX Runtime finds right. */
    private static double onnxAccuracy(Path model) throws OrtException {
        byte[] images = TinyData.sample("t10k-images-idx3-ubyte");
        byte[] labels = TinyData.sample("t10k-labels-idx1-ubyte");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        int right = 0;
        try (OrtSession session = environment.createSession(model.toString())) {
            for (int start = 0; start < TEST_IMAGES; start += BATCH) {
                float[] pixels = new float[BATCH * PIXELS];
                for (int i = 0; i < pixels.length; i++) {
                    pixels[i] = (images[16 + start * PIXELS + i] & 0xff) / 255f;
                }
                try (OnnxTensor tensor = OnnxTensor.createTensor(
                                environment, FloatBuffer.wrap(pixels), new long[] {BATCH, 1, 28, 28});
                        OrtSession.Result result = session.run(Map.of("image", tensor))) {
                    float[][] answers = (float[][]) result.get(0).getValue();
                    for (int i = 0; i < BATCH; i++) {
                        right += largest(answers[i]) == labels[8 + start + i] ? 1 : 0;
                    }
                }
            }
        }
        return (double) right / TEST_IMAGES;
    }

    private static int largest(float[] numbers) {
        int best = 0;
        for (int c = 1; c < numbers.length; c++) {
            best = numbers[c] > numbers[best] ? c : best;
        }
        return best;
    }
}
