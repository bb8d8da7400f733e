package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.mnist.Mnist;
import org.mnist.base.Json;
import org.mnist.cli.Environment;
import org.mnist.experiment.RunDirectory;
import org.mnist.sweep.Ranking;
import org.mnist.sweep.SweepResult;
import org.mnist.sweep.TrialResult;
import org.mnist.testing.CliRun;
import org.mnist.testing.DrawnDigits;
import org.mnist.testing.MnistForm;
import org.mnist.testing.Schemas;
import org.mnist.testing.TinyData;

/** The documents in JSON that commands print, and that they leave in folders; all of it is held against {@link Schemas}. */
final class WrittenDocuments {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Map<String, List<JsonNode>> documents = new TreeMap<>();

    private WrittenDocuments(Path folder) {
        this.folder = folder;
    }

    /** Runs every command in an empty folder, and gives what was written, by schema: one document of each at least. */
    static Map<String, List<JsonNode>> in(Path folder) throws Exception {
        WrittenDocuments written = new WrittenDocuments(folder);
        written.write();
        return written.documents;
    }

    private void write() throws Exception {
        Path tiny = TinyData.write(folder.resolve("tiny"), 300, 40);
        List<Object> mlp = List.of("--arch", "mlp", "--data", tiny, "--batch", 50, "--epochs", 1, "--threads", 1);
        Path first = folder.resolve("runs/first");
        Path second = folder.resolve("runs/second");
        print(0, "train", mlp, "--out", first, "--log", "mlflow", "--mlflow-uri", "http://127.0.0.1:9");
        print(0, "train", mlp, "--out", second, "--init", first, "--seed", 2, "--validation", 0, "--no-report");
        print(0, "train", mlp, "--out", folder.resolve("runs/unscored"), "--no-test", "--set", "ema=0.9");
        print(0, "train", mlp, "--dry-run", "--validation", 0.1);
        print(3, "train", "--resume", "--out", first, "--min-accuracy", 1);
        print(143, "train", mlp, "--out", folder.resolve("runs/stopped"), "--stop-at-eof");
        print(66, "train", "--arch", "mlp", "--data", folder.resolve("absent"));
        evaluateAndPredict(first);
        print(0, "report", first);
        print(0, "export", first, "--onnx", folder.resolve("a.onnx"), "--safetensors", folder.resolve("a.safetensors"));
        print(0, "compare", first, second);
        print(
                0,
                "ensemble",
                first,
                second,
                first.resolve("last.zip"),
                "--data",
                tiny,
                "--export-json",
                folder.resolve("ensemble.json"));
        Path begun = Files.createDirectories(folder.resolve("runs/begun"));
        Files.copy(first.resolve("config.yaml"), begun.resolve("config.yaml"));
        print(0, "runs", folder.resolve("runs"));
        print(69, "runs", "push", first, "--mlflow-uri", "http://127.0.0.1:9");
        print(0, "runs", "clean", begun, "--dry-run");
        Path figures = folder.resolve("figures.json");
        print(0, "bench", mlp, "--seeds", "1,2", "--export-json", figures);
        print(0, "bench", "show", figures, "--baseline", figures);
        print(0, "bench", "show", figures, folder.resolve("ensemble.json"));
        print(0, "bench", "profile", "--arch", "lenet5", "--batch", 16, "--threads", 1);
        documents.put("benchmark", List.of(JSON.readTree(figures.toFile())));
        sweep(tiny);
        Schemas.requireFiles(folder.resolve("runs"))
                .forEach((schema, files) -> documents.merge(schema, files, WrittenDocuments::both));
        tell(tiny);
        serve(first);
    }

    private void evaluateAndPredict(Path run) throws IOException {
        print(0, "evaluate", run);
        print(0, "evaluate", run, "--min-accuracy", 0, "--predictions", folder.resolve("test.csv"));
        Path picture = folder.resolve("digit.png");
        float[] pixels = new float[MnistForm.PIXELS];
        DrawnDigits.SAMPLE.copy(0, pixels, 0);
        ImageIO.write(DrawnDigits.drawn(pixels, 6, true), "png", picture.toFile());
        print(66, "predict", run, picture, folder.resolve("absent.png"), "--top", 3);
        print(0, "predict", run, picture, "--reader", "whole");
        List<String> args = List.of("predict", run.toString(), picture.toString(), "absent.png", "--json-lines");
        for (String line : CliRun.of(args.toArray()).out().lines().toList()) {
            add(args, line);
        }
    }

    /** What sweeps print; {@code SweepCommandTest} holds the documents of one that has trained, which takes long. */
    private void sweep(Path tiny) throws IOException {
        List<Object> sweep = List.of("sweep", "--arch", "mlp", "--data", tiny, "--epochs", 1, "--lr", "0.001,0.002");
        print(0, sweep, "--dry-run");
        print(0, sweep, "--emit", "slurm", folder.resolve("slurm"), "--out", folder.resolve("emitted"));
        Map<String, String> settings = Map.of("learning-rate", "0.001");
        TrialResult trial =
                new TrialResult("mlp-1-s1", "mlp-1", "mlp", 1, settings, 3, 2, 0.9, 0.3, 1.5, "a processor", 0.9);
        SweepResult result = new SweepResult(
                "mnist",
                false,
                List.of("learning-rate"),
                List.of(1L),
                2,
                List.of(new Ranking.Ranked("mlp-1", "mlp", settings, 1, 0.9, 0.01, 0.3, 1.5, 0.9, 0.01)),
                List.of("mlp-1"),
                List.of(trial),
                List.of(new SweepResult.Failed("mlp-2-s1", "mlp-2", "mlp", 1, settings, 76, "it diverged")),
                "this machine",
                1,
                "a processor × 2",
                "sweeps/first");
        documents.put("trial", List.of(JSON.readTree(Json.document(trial))));
        documents.put("sweep-result", List.of(JSON.readTree(Json.document(result))));
        add(List.of("sweep"), Json.document(result));
    }

    /** The commands that only tell. */
    private void tell(Path tiny) throws IOException {
        print(0, "presets");
        print(0, "show", "lenet5");
        print(0, "config", "print", "--arch", "champion");
        print(0, "config", "keys");
        print(0, "help", "train");
        print(0, "completion", "fish");
        print(0, "doctor");
        print(0, "data", "list");
        print(0, "data", "show", tiny);
        print(0, "data", "import", tiny, folder.resolve("imported"));
        for (String command : List.of("fetch", "verify")) { // which need a network: what they print is one of the list
            ObjectNode dataset = documents.get("data-list").get(0).get(0).deepCopy();
            documents.put(
                    "data-" + command, List.of(dataset.put("state", command.equals("fetch") ? "here" : "verified")));
        }
        Map<String, String> home = Map.of("MNIST_HOME", folder.resolve("home").toString());
        Files.createDirectories(folder.resolve("home/layouts"));
        for (String command : List.of("show", "clear")) {
            List<String> args = new ArrayList<>(List.of("cache", command, "--json"));
            if (command.equals("clear")) {
                args.add(2, "layouts"); // natives may be those that this test runs on
            }
            add(args, CliRun.with(home, args.toArray()).out());
        }
    }

    /** The commands that do not end by themselves. */
    private void serve(Path run) throws Exception {
        printAndStop("serve", run, "--port", 0);
        try (RunDirectory held = RunDirectory.resume(run, line -> {})) {
            printAndStop("watch", run, "--port", 0);
        }
    }

    private void printAndStop(Object... words) throws Exception {
        List<String> args = Stream.concat(Arrays.stream(words).map(Object::toString), Stream.of("--json"))
                .toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream none = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Thread server = new Thread(() -> Mnist.run(
                args.toArray(String[]::new),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                none,
                new Environment(Map.of("MNIST_HOME", CliRun.CACHE), false)));
        server.start();
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> out.toString(StandardCharsets.UTF_8).endsWith("}\n") || !server.isAlive());
        server.interrupt();
        server.join();
        Schemas.requireOutput(args, out.toString(StandardCharsets.UTF_8));
        add(args, out.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command, words in lists being words of it, and keeps what it prints as JSON, which {@link CliRun} has held. */
    private void print(int code, Object... words) throws IOException {
        List<String> args = new ArrayList<>();
        for (Object word : words) {
            (word instanceof List<?> list ? list : List.of(word)).forEach(one -> args.add(one.toString()));
        }
        args.add("--json");
        CliRun run = CliRun.of(args.toArray());
        assertThat(run.code()).as("%s: %s", args, run.err()).isEqualTo(code);
        add(args, run.out());
    }

    private void add(List<String> args, String out) throws IOException {
        JsonNode document = JSON.readTree(out);
        documents.merge(Schemas.of(args, document), List.of(document), WrittenDocuments::both);
    }

    private static List<JsonNode> both(List<JsonNode> one, List<JsonNode> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
