package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.mnist.base.Hashes;
import org.mnist.config.Presets;
import org.mnist.testing.CliRun;
import org.mnist.testing.NeedsOneDnn;
import org.mnist.testing.Scenes;
import org.mnist.testing.Scenes.Scene;
import org.mnist.testing.Slow;
import org.mnist.testing.TinyData;
import org.nd4j.linalg.factory.Nd4j;

/** Every command, in this process, on a few images. */
class CommandsTest {
    static final List<String> LARGE = List.of("twoconv", "twoconv-bn", "conv3x3", "conv5x5", "strong", "champion");
    static final List<String> OTHERS =
            Presets.NAMES.stream().filter(name -> !LARGE.contains(name)).toList();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    static Path tiny;
    static Path run;

    @BeforeAll
    static void trainOne() {
        tiny = TinyData.write(folder.resolve("tiny"), 300, 50);
        run = folder.resolve("mlp run");
        CliRun train = CliRun.of("train", "--arch", "mlp", "--data", tiny, "--epochs", 2, "--out", run, "--seed", 4);
        assertThat(train.err())
                .contains("275 images to train on, 25 to validate, 50 to test")
                .contains("epoch 2/2")
                .doesNotContain("\r")
                .doesNotContain("\u001b");
        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out()).contains("mlp, seed 4: test accuracy");
    }

    @Test
    void aRunFolderHoldsItsWholeStory() throws IOException {
        assertThat(Files.readAllLines(run.resolve("metrics.csv"))).hasSize(4);
        JsonNode result = JSON.readTree(Files.readString(run.resolve("result.json")));
        assertThat(result.get("best").get("test").get("images").asInt()).isEqualTo(50);
        assertThat(result.get("ended").asText()).isEqualTo("finished");
        assertThat(result.get("parameters").asInt()).isEqualTo(109386);
        JsonNode provenance = JSON.readTree(Files.readString(run.resolve("provenance.json")));
        assertThat(provenance.get("data")).hasSize(4);
        assertThat(provenance.get("engine").asText())
                .isEqualTo(NeedsOneDnn.Build.engines().get(0));
        assertThat(provenance.get("arguments")).hasSize(11);
        Instant written = Files.getLastModifiedTime(run.resolve("config.yaml")).toInstant();
        assertThat(Instant.parse(provenance.get("started").asText()))
                .isBefore(written.plusMillis(100)); // a file's clock is a coarse one
        JsonNode state = JSON.readTree(Files.readString(run.resolve("checkpoints/epoch-002/state.json")));
        assertThat(state.get("iteration").asInt()).isEqualTo(18);
        assertThat(state.get("identity").get("seed").asInt()).isEqualTo(4);
        assertThat(Files.readString(run.resolve("log.txt")))
                .contains("epoch 1/2")
                .contains("scoring");
    }

    @Test
    void theRunsOwnConfigurationRepeatsIt() throws IOException {
        Path again = folder.resolve("again");
        CliRun train = CliRun.of("train", "--config", run.resolve("config.yaml"), "--out", again, "--quiet");
        assertThat(train.err()).isEmpty();
        assertThat(weights(again.resolve("last.zip"))).isEqualTo(weights(run.resolve("last.zip")));
        assertThat(Files.readString(again.resolve("config.yaml")))
                .isEqualTo(Files.readString(run.resolve("config.yaml")));
    }

    @Test
    void evaluateSaysWhatTrainSaid() throws IOException {
        JsonNode trained = JSON.readTree(Files.readString(run.resolve("result.json")))
                .get("best")
                .get("test");
        CliRun json = CliRun.of("evaluate", run, "--json");
        assertThat(JSON.readTree(json.out()).get("test")).isEqualTo(trained);
        CliRun file = CliRun.of("evaluate", run.resolve("best.zip"), "--data", tiny, "--json");
        assertThat(JSON.readTree(file.out()).get("test")).isEqualTo(trained);
        String accuracy = String.format(
                Locale.ROOT, "%.2f %%", 100 * trained.get("accuracy").asDouble());
        assertThat(CliRun.of("evaluate", run).out())
                .contains("test accuracy " + accuracy)
                .contains("on 50 images");
    }

    @Test
    void aGateThatIsMissedIsThree() throws IOException {
        double accuracy = JSON.readTree(Files.readString(run.resolve("result.json")))
                .at("/best/test/accuracy")
                .asDouble();
        assertThat(CliRun.of("evaluate", run, "--min-accuracy", accuracy).code())
                .isZero();
        assertThat(CliRun.of("evaluate", run, "--min-accuracy", Math.nextUp(accuracy))
                        .code())
                .isEqualTo(3);
        assertThat(CliRun.of("evaluate", run, "--min-accuracy", 0).code()).isZero();
        CliRun missed = CliRun.of("evaluate", run, "--min-accuracy", 1);
        assertThat(missed.code()).isEqualTo(3);
        assertThat(missed.err()).contains("below the 100.00 % that --min-accuracy asks for");
        assertThat(missed.out()).contains("test accuracy");
        assertThat(CliRun.of("evaluate", run, "--min-accuracy", 98).code()).isEqualTo(2);
        JsonNode json = JSON.readTree(
                CliRun.of("evaluate", run, "--min-accuracy", 1, "--json").out());
        assertThat(json.get("gate"))
                .isEqualTo(JSON.readTree(
                        "{\"threshold\": 1.0, \"value\": " + accuracy + ", \"passed\": false, \"p\": null}"));
        assertThat(JSON.readTree(CliRun.of("evaluate", run, "--json").out())
                        .get("gate")
                        .isNull())
                .isTrue();
    }

    /** What a training prints is its result.json, and what came of the gate. */
    @Test
    void aTrainingSaysWhatCameOfItsGate() throws IOException {
        ObjectNode printed = (ObjectNode) JSON.readTree(
                CliRun.of("train", "--resume", "--no-report", "--out", run, "--min-accuracy", 0.01, "--json")
                        .out());
        JsonNode gate = printed.remove("gate");
        assertThat(gate.get("passed").asBoolean()).isTrue();
        assertThat(gate.get("threshold").asDouble()).isEqualTo(0.01);
        assertThat(gate.get("value")).isEqualTo(printed.at("/best/test/accuracy"));
        assertThat(gate.get("p").isNull()).isTrue();
        assertThat(printed).isEqualTo(JSON.readTree(Files.readString(run.resolve("result.json"))));
        assertThat(printed.get("wrong").size())
                .isEqualTo(Math.round(50 * (1 - gate.get("value").asDouble())));
    }

    @Test
    void anExportedModelAnswersAsOursDoes() throws Exception {
        Path onnx = folder.resolve("mlp.onnx");
        CliRun export = CliRun.of("export", run, "--onnx", onnx, "--json");
        assertThat(export.code()).as(export.err()).isZero();
        JsonNode exported = JSON.readTree(export.out()).at("/exports/0");
        assertThat(exported.get("format").asText()).isEqualTo("onnx");
        assertThat(exported.get("path").asText()).isEqualTo(onnx.toString());
        assertThat(exported.get("opset").asInt()).isEqualTo(13);
        assertThat(exported.get("bytes").asLong()).isEqualTo(Files.size(onnx));
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx.toString())) {
            Map<String, String> metadata = session.getMetadata().getCustomMetadata();
            assertThat(metadata).containsEntry("arch", "mlp").containsEntry("data", tiny.toString());
            assertThat(metadata.get("sha256")).isEqualTo(Hashes.sha256(run.resolve("best.zip")));
            assertThat(JSON.readTree(metadata.get("provenance")))
                    .isEqualTo(JSON.readTree(Files.readString(run.resolve("provenance.json"))));
            assertThat(metadata.get("config")).isEqualTo(Files.readString(run.resolve("config.yaml")));
            assertThat(metadata.get("test_accuracy"))
                    .isEqualTo(JSON.readTree(Files.readString(run.resolve("result.json")))
                            .at("/best/test/accuracy")
                            .asText());
        }
        Path alone = folder.resolve("alone.onnx");
        assertThat(CliRun.of("export", run.resolve("best.zip"), "--onnx", alone).out())
                .isEqualTo(alone + "\n");
        byte[] before = Files.readAllBytes(alone);
        CliRun again = CliRun.of("export", run, "--onnx", alone);
        assertThat(again.code()).isEqualTo(73);
        assertThat(again.err())
                .isEqualTo("mnist: " + alone + " is there already; name another file, or remove that one first\n");
        assertThat(alone).hasBinaryContent(before);
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(alone.toString())) {
            assertThat(session.getMetadata().getCustomMetadata()).containsOnlyKeys("sha256", "classes", "image_shape");
        }
    }

    @Test
    void oneCallWritesEveryForm() throws IOException {
        Path onnx = folder.resolve("all.onnx");
        Path safetensors = folder.resolve("all.safetensors");
        Path web = folder.resolve("all-web");
        CliRun export = CliRun.of("export", run, "--tfjs", web, "--safetensors", safetensors, "--onnx", onnx);
        assertThat(export.code()).as(export.err()).isZero();
        assertThat(export.out()).isEqualTo(onnx + "\n" + safetensors + "\n" + web + "\n");
        assertThat(export.err().lines())
                .containsExactly(
                        "next: run " + onnx
                                + " by ONNX Runtime, in Python, a browser, Java or C++; docs/cookbook.md has the"
                                + " lines to copy",
                        "next: load " + safetensors + " into PyTorch; docs/cookbook.md has the lines to copy",
                        "next: put " + web
                                + " on a web server, and load its model.json by TensorFlow.js; docs/cookbook.md has"
                                + " the lines to copy");
        assertThat(onnx).isNotEmptyFile();
        byte[] file = Files.readAllBytes(safetensors);
        JsonNode header = JSON.readTree(file, 8, (file[1] & 0xff) * 256 + (file[0] & 0xff));
        assertThat(header.at("/0.weight").isMissingNode())
                .as("a flatten has none")
                .isTrue();
        assertThat(header.at("/1.weight/shape").toString()).isEqualTo("[128,784]");
        assertThat(JSON.readTree(header.at("/__metadata__/provenance").asText()))
                .isEqualTo(JSON.readTree(Files.readString(run.resolve("provenance.json"))));
        JsonNode model = JSON.readTree(web.resolve("model.json").toFile());
        assertThat(model.at("/userDefinedMetadata/sha256").asText()).isEqualTo(Hashes.sha256(run.resolve("best.zip")));
        assertThat(web.resolve("group1-shard1of1.bin")).hasSize(4 * 109_386);

        CliRun json = CliRun.of("export", run, "--tfjs", folder.resolve("new/web"), "--json");
        assertThat(JSON.readTree(json.out()).at("/exports/0/bytes").asLong())
                .isEqualTo(4 * 109_386 + Files.size(folder.resolve("new/web/model.json")));
        assertThat(CliRun.of("export", run, "--tfjs", web).err())
                .isEqualTo("mnist: " + web + " is there already, with files in it; name a new folder\n");
        CliRun again = CliRun.of("export", run, "--safetensors", safetensors, "--tfjs", folder.resolve("other"));
        assertThat(again.code()).isEqualTo(73);
        assertThat(again.err())
                .isEqualTo(
                        "mnist: " + safetensors + " is there already; name another file, or remove that one first\n");
        assertThat(folder.resolve("other")).doesNotExist();
        assertThat(safetensors).hasBinaryContent(file);
    }

    @Test
    void whatCannotBeExportedIsRefused() {
        CliRun nothing = CliRun.of("export", run);
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err())
                .startsWith("mnist: there is nothing to write; name --onnx FILE, --safetensors FILE or --tfjs DIR");
        Path both = folder.resolve("both");
        assertThat(CliRun.of("export", run, "--safetensors", both, "--tfjs", both)
                        .err())
                .startsWith("mnist: " + both + " is named twice");
        assertThat(both).doesNotExist();
        CliRun nowhere = CliRun.of("export", run, "--onnx", folder.resolve("none/model.onnx"));
        assertThat(nowhere.code()).isEqualTo(73);
        assertThat(CliRun.of("export", folder.resolve("none"), "--onnx", folder.resolve("model.onnx"))
                        .code())
                .isEqualTo(66);
        assertThat(CliRun.of("export", run.resolve("config.yaml"), "--onnx", folder.resolve("model.onnx"))
                        .code())
                .isEqualTo(65);
        assertThat(folder.resolve("model.onnx")).doesNotExist();
    }

    @Test
    void aSavedModelIsPlainDl4j() throws IOException {
        MultiLayerNetwork network =
                MultiLayerNetwork.load(run.resolve("best.zip").toFile(), true);
        assertThat(network.output(Nd4j.rand(3, 784)).shape()).containsExactly(3, 10);
    }

    @Test
    void predictReadsImages() throws IOException {
        BufferedImage page = new BufferedImage(100, 140, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 140; y++) {
            for (int x = 0; x < 100; x++) {
                page.setRGB(x, y, x > 45 && x < 55 && y > 20 && y < 120 ? 0x101010 : 0xf0f0f0);
            }
        }
        Path one = folder.resolve("eins ☝.png");
        ImageIO.write(page, "png", one.toFile());
        CliRun text = CliRun.of("predict", run, one, one, "--top", 3, "--refuse", 0);
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out().lines())
                .hasSize(2)
                .allMatch(
                        line -> line.matches(".*eins ☝.png: \\d \\(\\d+\\.\\d\\d %\\), \\d \\(.*%\\), \\d \\(.*%\\)"));
        JsonNode digit =
                JSON.readTree(CliRun.of("predict", run, one, "--json").out()).at("/0/digits/0");
        assertThat(digit.get("probability").asDouble()).isBetween(0.1, 1.0);
        assertThat(digit.get("top")).hasSize(1);
        assertThat(digit.at("/box/x").asInt()).isEqualTo(46);
        assertThat(digit.at("/box/height").asInt()).isEqualTo(99);
        assertThat(CliRun.of("predict", run, folder.resolve("absent.png")).code())
                .isEqualTo(66);
        assertThat(CliRun.of("predict", run, run.resolve("log.txt")).code()).isEqualTo(65);
        assertThat(CliRun.of("predict", run, one, "--top", 11).code()).isEqualTo(2);
        assertThat(CliRun.of("predict", run, one, "--refuse", 1.1).code()).isEqualTo(2);
        assertThat(CliRun.of("predict", run, one, "--explain", "--json").code()).isEqualTo(2);
    }

    @Test
    void predictReadsSeveralDigitsFromStandardInput() throws IOException {
        Scene scene = Scenes.handwritten(1).stream()
                .filter(s -> s.kind().equals("several"))
                .findFirst()
                .orElseThrow();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(scene.picture(), "png", png);
        Path drawing = folder.resolve("drawing.png");
        CliRun predict = CliRun.reading(
                new ByteArrayInputStream(png.toByteArray()),
                Map.of("MNIST_HOME", CliRun.CACHE),
                "predict",
                run,
                "-",
                "--explain",
                "--explain-png",
                drawing);
        assertThat(predict.code()).as(predict.err()).isZero();
        List<String> lines = predict.out().lines().toList();
        assertThat(lines.get(0)).matches("-: [0-9?]{" + scene.text().length() + "}");
        assertThat(lines.get(1))
                .matches("  (\\? is no clear digit; closest is )?\\d \\(.* %\\)  at \\d+,\\d+ \\d+×\\d+");
        assertThat(lines.get(2)).hasSizeGreaterThan(30).startsWith("  |");
        assertThat(lines).hasSize(1 + 15 * scene.text().length());
        assertThat(predict.out()).contains("█");
        assertThat(ImageIO.read(drawing.toFile()).getHeight()).isGreaterThan(300);
    }

    @Test
    void predictSaysWhereThereIsNoDigit() throws IOException {
        Path page = folder.resolve("page.png");
        ImageIO.write(new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB), "png", page.toFile());
        CliRun predict = CliRun.of("predict", run, page);
        assertThat(predict.code()).isZero();
        assertThat(predict.out()).isEqualTo(page + ": no digit found\n");
    }

    @ParameterizedTest
    @FieldSource("OTHERS")
    void everyPresetTrains(String preset) throws IOException {
        requireTrains(preset);
    }

    @Slow
    @ParameterizedTest
    @FieldSource("LARGE")
    void everyLargePresetTrains(String preset) throws IOException {
        requireTrains(preset);
    }

    private static void requireTrains(String preset) throws IOException {
        Path out = folder.resolve("preset-" + preset);
        CliRun train = CliRun.of(
                "train",
                "--no-report",
                "--arch",
                preset,
                "--data",
                tiny,
                "--epochs",
                1,
                "--validation",
                20,
                "--set",
                "batch=40",
                "--out",
                out,
                "--json");
        assertThat(train.code()).as(train.err()).isZero();
        JsonNode result = JSON.readTree(train.out());
        assertThat(result.get("arch").asText()).isEqualTo(preset);
        assertThat(result.get("last").get("test").get("images").asInt()).isEqualTo(50);
        assertThat(MultiLayerNetwork.load(out.resolve("best.zip").toFile(), true)
                        .numParams())
                .isEqualTo(result.get("parameters").asLong());
        assertThat(CliRun.of("show", out).out()).startsWith(preset);
    }

    @Test
    void completionIsAScriptForAShellThatThereIs() throws IOException {
        JsonNode json = JSON.readTree(CliRun.of("completion", "zsh", "--json").out());
        assertThat(json.get("shell").asText()).isEqualTo("zsh");
        assertThat(json.get("script").asText()).startsWith("#compdef mnist\n");
        CliRun other = CliRun.of("completion", "ksh");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).isEqualTo("mnist: there is no completion for `ksh`; there is for bash, zsh, fish\n");
    }

    @Test
    void dataListsAndVerifies() throws IOException {
        Path cache = folder.resolve("cache");
        Map<String, String> variables = Map.of("MNIST_HOME", cache.toString());
        assertThat(CliRun.with(variables, "data", "list").out()).containsPattern("fashion-mnist +not fetched");
        assertThat(CliRun.with(variables, "data", "verify").code()).isEqualTo(66);
        Files.createDirectories(cache.resolve("mnist"));
        for (String name : List.of(
                "train-images-idx3-ubyte",
                "train-labels-idx1-ubyte",
                "t10k-images-idx3-ubyte",
                "t10k-labels-idx1-ubyte")) {
            Files.write(cache.resolve("mnist").resolve(name), TinyData.sample(name));
        }
        CliRun damaged = CliRun.with(variables, "data", "verify", "mnist");
        assertThat(damaged.code()).isEqualTo(65);
        assertThat(damaged.err()).contains("train-images-idx3-ubyte is damaged; fetch it by `mnist data fetch mnist`");
        assertThat(CliRun.with(variables, "data", "verify", "cifar").code()).isEqualTo(2);
    }

    private static Object weights(Path model) throws IOException {
        MultiLayerNetwork network = MultiLayerNetwork.load(model.toFile(), true);
        return List.of(network.params(), network.getUpdater().getStateViewArray());
    }
}
