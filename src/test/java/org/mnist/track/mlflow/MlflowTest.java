package org.mnist.track.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mnist.experiment.RunFiles;
import org.mnist.testing.CliRun;
import org.mnist.testing.FinishedRun;
import org.mnist.testing.NeedsOneDnn;
import org.mnist.testing.Schemas;
import org.mnist.testing.TinyData;
import org.mnist.track.TrackedRun;
import org.mnist.track.Tracker;
import org.mnist.track.mlflow.LocalMlflow.Mood;
import org.mnist.train.TrainState;

/** {@code --log mlflow} and {@code mnist runs push}, with a server that is strict, and with servers that are not well. */
@NeedsOneDnn
class MlflowTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private LocalMlflow server;
    private final Map<String, String> variables = new HashMap<>(Map.of("MNIST_HOME", CliRun.CACHE));

    @BeforeEach
    void start() throws IOException {
        server = new LocalMlflow();
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.complaints).as("what the server did not understand").isEmpty();
    }

    @Test
    void aRunIsThereWithAllThatItHas() throws IOException {
        Path run = folder.resolve("all");
        train(run, 2, "--mlflow-uri", server.uri() + "/", "--mlflow-experiment", "a b/c");
        CliRun trained =
                CliRun.with(variables, "train", "--resume", "--out", run, "--epochs", 3, "--mlflow-uri", server.uri());
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(server.experiments).containsOnlyKeys("a b/c");
        LocalMlflow.Run there = server.run();
        assertThat(there.name).isEqualTo("all");
        assertThat(there.status).isEqualTo("FINISHED");
        assertThat(there.end).isGreaterThanOrEqualTo(there.start);
        assertThat(there.tags).containsEntry("mlflow.source.name", "mnist");
        assertThat(there.params)
                .containsEntry("arch", "mlp")
                .containsEntry("batch", "20")
                .containsEntry("learning-rate", "0.001")
                .containsEntry("optimizer.kind", "adam");
        requireTable(run, 3);
        double test = JSON.readTree(run.resolve("result.json").toFile())
                .at("/best/test/accuracy")
                .asDouble();
        assertThat(there.metrics("test_accuracy").stream().map(LocalMlflow.Metric::value))
                .as("one where it ended first, and one where validation has chosen another epoch since")
                .endsWith(test)
                .hasSizeLessThanOrEqualTo(2);
        assertThat(there.artifacts)
                .containsOnlyKeys(
                        "config.yaml",
                        "provenance.json",
                        "metrics.csv",
                        "result.json",
                        "curves.png",
                        "confusion.png",
                        "calibration.png",
                        "mistakes.png",
                        "filters.png",
                        "report.html",
                        "best.zip");
        for (Map.Entry<String, byte[]> artifact : there.artifacts.entrySet()) {
            assertThat(artifact.getValue()).isEqualTo(Files.readAllBytes(run.resolve(artifact.getKey())));
        }
        assertThat(trained.err()).contains("mlflow   " + server.uri() + "/#/experiments/1/runs/");
        requireNothingToPush(run);
        assertThat(Schemas.requireFiles(run)).containsKey("mlflow-line");
        assertThat(resume(run).err()).contains("nothing to do").doesNotContain("mlflow");
    }

    @Test
    void whoAsksIsSaidByVariables() {
        server.authorization = "Bearer a.token-";
        variables.put("MLFLOW_TRACKING_TOKEN", "a.token-");
        variables.put("MLFLOW_TRACKING_URI", server.uri());
        Path run = folder.resolve("token");
        assertThat(train(run, 1).err()).doesNotContain("not sent").doesNotContain("a.token-");
        assertThat(server.run().status).isEqualTo("FINISHED");
        variables.putAll(Map.of("MLFLOW_TRACKING_USERNAME", "me", "MLFLOW_TRACKING_PASSWORD", "so:sicher"));
        server.authorization = "Basic bWU6c286c2ljaGVy";
        requireNothingToPush(run);
        Path other = folder.resolve("password");
        train(other, 1);
        assertThat(server.runs).hasSize(2);
        variables.remove("MLFLOW_TRACKING_PASSWORD");
        CliRun refused = train(folder.resolve("stranger"), 1);
        assertThat(refused.code()).isZero();
        assertThat(refused.err()).contains("it answered 401: who are you?");
    }

    @Test
    void aProxyIsAskedWithItsPasswordAndTheServerWithItsOwn() {
        server.authorization = "Bearer token";
        server.proxyAuthorization = "Basic bWU6cHc=";
        variables.put("MLFLOW_TRACKING_TOKEN", "token");
        variables.put("HTTP_PROXY", "http://me:pw@127.0.0.1:" + server.port());
        CliRun trained = train(folder.resolve("proxied"), 1, "--mlflow-uri", "http://mlflow.invalid:5000");
        assertThat(trained.err())
                .contains("warning: http://mlflow.invalid:5000 is no https, so others may read the password or token")
                .doesNotContain("not sent");
        assertThat(server.run().status).isEqualTo("FINISHED");
        assertThat(server.requests).allMatch(request -> request.contains(" http://mlflow.invalid:5000/"));
    }

    /** Whatever becomes of the server, training is as it would be without, and a push makes up for it. */
    @ParameterizedTest
    @EnumSource(Mood.class)
    void nothingIsLost(Mood mood) throws IOException {
        boolean once = mood == Mood.SOUND || mood == Mood.SLOW; // which takes 5 seconds
        for (int after : once ? List.of(2) : List.of(0, 2, 5)) {
            server.runs.clear();
            server.experiments.clear();
            server.become(mood, after);
            Path run = folder.resolve(mood + "-" + after);
            CliRun trained = train(run, 3, "--mlflow-uri", server.uri());
            assertThat(trained.code()).as(trained.err()).isZero();
            if (mood != Mood.SOUND) {
                assertThat(trained.err().lines().filter(line -> line.contains("send by: mnist runs push")))
                        .singleElement()
                        .asString()
                        .startsWith("mlflow: ")
                        .contains(" not sent to " + server.uri());
            }
            if (mood == Mood.ENDLESS) {
                assertThat(trained.err()).contains("its answer has more than 4 MiB; send by");
            }
            assertThat(trained.err().replace("\n", "")).doesNotContainPattern("\\p{Cntrl}|\u202e");
            server.become(Mood.SOUND, 0);
            CliRun pushed = push(run);
            assertThat(pushed.code()).as(pushed.err()).isZero();
            assertThat(server.run().status).isEqualTo("FINISHED");
            assertThat(server.run().artifacts).containsKeys("result.json", "best.zip");
            requireTable(run, 3);
            assertThat(server.run().metrics("test_loss")).hasSize(1);
            requireNothingToPush(run);
        }
    }

    @Test
    void aRunThatDoesNotEndSaysHowItStands() {
        CliRun diverged = train(folder.resolve("diverged"), 3, "--mlflow-uri", server.uri(), "--lr", "1e9");
        assertThat(diverged.code()).isEqualTo(76);
        assertThat(server.run().status).isEqualTo("FAILED");
        assertThat(server.run().end).isPositive();
        server.runs.clear();
        Mlflow mlflow = new Mlflow(MlflowServer.named(Optional.of(server.uri()), Map.of()), "stopped");
        RunFiles files = FinishedRun.write(folder.resolve("stopped"));
        for (int i = 0; i < 2; i++) {
            try (Tracker tracker = mlflow.open(new TrackedRun(files, FinishedRun.config(), line -> {}))) {
                tracker.onStart(TrainState.START, () -> new float[0]);
                tracker.onStop(TrainState.START);
            }
        }
        assertThat(server.run().status).isEqualTo("KILLED");
        assertThat(mlflow.isComplete(files)).isFalse();
    }

    @Test
    void manyParametersComeInSeveralRequests() throws IOException {
        MlflowClient client = new MlflowClient(
                MlflowServer.named(Optional.of(server.uri()), Map.of()).orElseThrow(), MlflowClient.Limits.STANDARD);
        Map<String, String> params = new HashMap<>();
        for (int i = 0; i < 250; i++) {
            params.put("layers." + i, Integer.toString(i));
        }
        MlflowRun run = client.create(client.experiment("many"), "many", 1, Map.of());
        client.logParams(run.id(), params);
        assertThat(server.run().params).isEqualTo(params);
        assertThat(server.requests.stream().filter(request -> request.contains("log-batch")))
                .hasSize(3);
    }

    @Test
    void nobodyElseIsToldWhoAsks() throws IOException {
        try (LocalMlflow other = new LocalMlflow()) {
            variables.put("MLFLOW_TRACKING_TOKEN", "token");
            server.redirect = other.uri();
            CliRun trained = train(folder.resolve("redirected"), 1, "--mlflow-uri", server.uri());
            assertThat(trained.err()).contains(": it answered 307; send by: ");
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void aServerThatIsNotThereCostsLittle() throws IOException {
        Path run = folder.resolve("dead");
        int port = freePort();
        CliRun trained = train(run, 2, "--mlflow-uri", "http://127.0.0.1:" + port);
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err())
                .contains(" not sent to http://127.0.0.1:" + port + ": it cannot be reached; send by: ");
        CliRun refused = push(run, "--mlflow-uri", "http://127.0.0.1:" + port, "--json");
        assertThat(refused.code()).isEqualTo(69);
        assertThat(JSON.readTree(refused.out()).get(0).get("left").asInt()).isGreaterThan(5);
        assertThat(refused.err()).contains("it cannot be reached; what was not sent is kept");
        assertThat(push(run).code()).isZero();
        requireTable(run, 2);
    }

    @Test
    void whatIsResumedIsThereOnce() throws IOException {
        Path run = folder.resolve("resumed");
        train(run, 4, "--mlflow-uri", server.uri());
        for (String gone : List.of("result.json", "checkpoints/epoch-004", "checkpoints/epoch-003")) {
            FileUtils.forceDelete(run.resolve(gone).toFile());
        }
        variables.put("MLFLOW_TRACKING_URI", server.uri());
        assertThat(resume(run).code()).isZero();
        assertThat(server.run().metrics("val_loss")).hasSize(4);
        assertThat(server.run().status).isEqualTo("FINISHED");
        assertThat(resume(run, "--epochs", 6).code()).isZero();
        assertThat(server.run().metrics("val_loss")).hasSize(6);
        assertThat(server.run().status).isEqualTo("FINISHED");
        try (LocalMlflow second = new LocalMlflow()) {
            assertThat(push(run, "--mlflow-uri", second.uri()).code()).isZero();
            assertThat(second.run().metrics("val_loss"))
                    .as("what the journal itself has")
                    .hasSize(6);
        }
    }

    @Test
    void aKillBetweenCheckpointAndJournalLosesNoEpoch() throws IOException {
        Path run = folder.resolve("behind");
        train(run, 3, "--mlflow-uri", server.uri());
        Path journal = run.resolve(Journal.NAME);
        List<String> lines = Files.readAllLines(journal).stream()
                .filter(line -> !line.contains("\"sent\":{"))
                .limit(2) // the run and its first epoch
                .toList();
        Files.writeString(
                journal, String.join("\n", lines) + "\n" + lines.get(1).substring(0, 30));
        Files.delete(run.resolve("result.json"));
        server.runs.clear();
        variables.put("MLFLOW_TRACKING_URI", server.uri());
        CliRun resumed = resume(run);
        assertThat(resumed.code()).as(resumed.err()).isZero();
        requireTable(run, 3);
        requireNothingToPush(run);
    }

    /** A process that was killed when the server had taken a line, and it had not yet written that down. */
    @Test
    void whatHasArrivedIsNotSentAgain() throws IOException {
        Path run = folder.resolve("unsaid");
        train(run, 3, "--mlflow-uri", server.uri());
        Path journal = run.resolve(Journal.NAME);
        List<String> lines = Files.readAllLines(journal);
        for (int sent : List.of(3, 1, 0)) { // how many of its notes have stayed
            List<String> kept = new ArrayList<>();
            int notes = 0;
            for (String line : lines) {
                notes += line.contains("\"sent\":{") ? 1 : 0;
                if (!line.contains("\"sent\":{") || notes <= sent) {
                    kept.add(line);
                }
            }
            Files.writeString(journal, String.join("\n", kept) + "\n");
            assertThat(push(run).code()).isZero();
            assertThat(server.runs).hasSize(1);
            requireTable(run, 3);
            assertThat(server.run().metrics("test_loss")).hasSize(1);
        }
    }

    @Test
    void anotherServerGetsAllOfIt() throws IOException {
        Path run = folder.resolve("two");
        train(run, 2, "--mlflow-uri", server.uri());
        try (LocalMlflow second = new LocalMlflow()) {
            assertThat(push(run, "--mlflow-uri", second.uri()).out()).contains(" messages sent");
            assertThat(second.run().metrics).isEqualTo(server.run().metrics);
            assertThat(second.run().params).isEqualTo(server.run().params);
            assertThat(push(run, "--mlflow-uri", second.uri()).out()).contains("nothing to send");
        }
        requireNothingToPush(run);
    }

    @Test
    void aFolderDoesNotSayWhereToSend() {
        Path run = folder.resolve("unnamed");
        train(run, 2, "--mlflow-uri", server.uri());
        int before = server.requests.size();
        CliRun resumed = resume(run, "--epochs", 3);
        assertThat(resumed.err()).contains("mlflow: no server is named, so all is kept in");
        assertThat(server.requests).hasSize(before);
        CliRun nameless = CliRun.with(variables, "runs", "push", run);
        assertThat(nameless.code()).isEqualTo(2);
        assertThat(nameless.err()).contains("name it by --mlflow-uri or MLFLOW_TRACKING_URI");
        assertThat(push(run).code()).isZero();
        assertThat(server.run().metrics("val_loss")).hasSize(3);
    }

    @Test
    void aJournalNamesNoOtherFiles() throws IOException {
        Path run = folder.resolve("thief");
        train(run, 1, "--mlflow-uri", server.uri());
        Files.writeString(folder.resolve("secret"), "hidden");
        Files.delete(run.resolve("best.zip"));
        Files.createSymbolicLink(run.resolve("best.zip"), folder.resolve("secret"));
        Path journal = run.resolve(Journal.NAME);
        for (String name : List.of("../secret", folder.resolve("secret").toString(), "best.zip", "log.txt")) {
            Files.writeString(
                    journal,
                    "{\"schema\":1,\"begin\":null,\"metrics\":null,\"status\":null,\"artifact\":\"" + name
                            + "\",\"sent\":null}\n",
                    StandardOpenOption.APPEND);
        }
        server.run().artifacts.clear();
        assertThat(push(run).code()).isZero();
        assertThat(server.run().artifacts).isEmpty();
    }

    @Test
    void aDamagedJournalIsRefused() throws IOException {
        Path run = folder.resolve("damaged");
        train(run, 1, "--mlflow-uri", server.uri());
        Path journal = run.resolve(Journal.NAME);
        String sound = Files.readString(journal);
        for (String damage : List.of(
                "x\n",
                "{}\n",
                sound + sound,
                sound.replace("\"count\":1}", "\"count\":100}"),
                sound.replace("FINISHED", "\u001b[2JDONE"),
                sound.replace("\"step\":1,", ""),
                sound.replaceFirst("(?s)^[^\n]*\n", ""))) {
            assertThat(damage).isNotEqualTo(sound);
            Files.writeString(journal, damage);
            CliRun refused = push(run);
            assertThat(refused.code()).as(damage).isEqualTo(65);
            assertThat(refused.err())
                    .startsWith("mnist: ")
                    .contains("mlflow.jsonl is damaged: ")
                    .hasLineCount(1);
        }
        assertThat(push(folder).code()).isEqualTo(66);
        Files.delete(journal);
        assertThat(push(run).err()).contains("has no mlflow.jsonl; `mnist train --resume --log mlflow --out");
    }

    @Test
    void filesThatTheServerDoesNotTakeAreLeftOut() {
        server.artifactRoot = "s3://bucket/";
        Path run = folder.resolve("s3");
        CliRun trained = train(run, 1, "--mlflow-uri", server.uri());
        assertThat(trained.err()).doesNotContain("not sent to");
        assertThat(trained.err())
                .contains("mlflow: the files stay here, for the server keeps those of runs in s3://bucket/");
        assertThat(server.run().status).isEqualTo("FINISHED");
    }

    @Test
    void whatIsNoServerIsRefusedAtOnce() {
        for (String uri : List.of(
                "localhost:5000", "file:///tmp/mlruns", "ftp://host", "http://", "http://a b", "http://h/?q=1")) {
            CliRun refused = train(folder.resolve("never"), 1, "--mlflow-uri", uri);
            assertThat(refused.code()).as(uri).isEqualTo(2);
            assertThat(refused.err())
                    .startsWith("mnist: --mlflow-uri is " + uri + "; it must be")
                    .hasLineCount(1);
        }
        CliRun secret = train(folder.resolve("never"), 1, "--mlflow-uri", "https://me:geheim@host/");
        assertThat(secret.code()).isEqualTo(2);
        assertThat(secret.err()).contains("has a name or password in it").doesNotContain("geheim");
        variables.put("MLFLOW_TRACKING_URI", "databricks");
        assertThat(train(folder.resolve("never"), 1).err())
                .startsWith("mnist: MLFLOW_TRACKING_URI is databricks; it must");
        variables.put("MLFLOW_TRACKING_URI", server.uri());
        variables.put("MLFLOW_TRACKING_TOKEN", "a\nb");
        assertThat(train(folder.resolve("never"), 1).err()).startsWith("mnist: MLFLOW_TRACKING_TOKEN has signs in it");
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void aPasswordThatOthersMayReadIsSaid() {
        Map<String, String> token = Map.of("MLFLOW_TRACKING_TOKEN", "t");
        assertThat(MlflowServer.named(Optional.of("http://example.org"), token)
                        .orElseThrow()
                        .tellsSecrets())
                .isTrue();
        assertThat(MlflowServer.named(Optional.of("https://example.org"), token)
                        .orElseThrow()
                        .tellsSecrets())
                .isFalse();
        assertThat(MlflowServer.named(Optional.of("http://localhost:5000"), token)
                        .orElseThrow()
                        .tellsSecrets())
                .isFalse();
        assertThat(MlflowServer.named(Optional.of("http://example.org"), Map.of())
                        .orElseThrow()
                        .tellsSecrets())
                .isFalse();
        assertThat(MlflowServer.named(Optional.of("https://h"), token)
                        .orElseThrow()
                        .toString())
                .isEqualTo("https://h");
    }

    /** Each figure of metrics.csv is there, once. */
    private void requireTable(Path run, int epochs) throws IOException {
        List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
        String[] columns = lines.get(1).split(",", -1);
        assertThat(lines).hasSize(2 + epochs);
        for (int column = 1; column < columns.length; column++) {
            List<LocalMlflow.Metric> metrics = server.run().metrics(columns[column]);
            assertThat(metrics.stream().map(LocalMlflow.Metric::step).toList())
                    .as(columns[column])
                    .isEqualTo(
                            Stream.iterate(1L, step -> step + 1).limit(epochs).toList());
            for (int epoch = 1; epoch <= epochs; epoch++) {
                String cell = lines.get(1 + epoch).split(",", -1)[column];
                int digits = cell.contains("E") || columns[column].equals("learning_rate")
                        ? -1
                        : cell.length() - cell.indexOf('.') - 1;
                double value = metrics.get(epoch - 1).value();
                assertThat(digits < 0 ? Double.toString(value) : String.format(Locale.ROOT, "%." + digits + "f", value))
                        .as(columns[column] + " of epoch " + epoch)
                        .isEqualTo(cell);
            }
        }
    }

    private void requireNothingToPush(Path run) {
        int metrics = server.runs.values().stream()
                .mapToInt(there -> there.metrics.size())
                .sum();
        int requests = server.requests.size();
        CliRun pushed = push(run);
        assertThat(pushed.out()).isEqualTo(run + ": nothing to send\n");
        assertThat(server.requests).hasSize(requests);
        assertThat(server.runs.values().stream()
                        .mapToInt(there -> there.metrics.size())
                        .sum())
                .isEqualTo(metrics);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private CliRun train(Path out, int epochs, Object... more) {
        Path tiny = folder.resolve("tiny");
        if (!Files.exists(tiny)) {
            TinyData.write(tiny, 200, 30);
        }
        List<Object> line = new ArrayList<>(List.of(
                "train",
                "--arch",
                "mlp",
                "--data",
                tiny,
                "--set",
                "layers=[{flatten: {}}, {dense: {units: 8}}, {output: {}}]",
                "--batch",
                20,
                "--epochs",
                epochs,
                "--out",
                out,
                "--log",
                "mlflow",
                "--no-report"));
        line.addAll(Arrays.asList(more));
        return CliRun.with(variables, line.toArray());
    }

    private CliRun resume(Path run, Object... more) {
        List<Object> line = new ArrayList<>(List.of("train", "--no-report", "--resume", "--out", run));
        line.addAll(Arrays.asList(more));
        return CliRun.with(variables, line.toArray());
    }

    private CliRun push(Path run, Object... more) {
        List<Object> line = new ArrayList<>(List.of("runs", "push", run));
        line.addAll(more.length == 0 ? List.of("--mlflow-uri", server.uri()) : Arrays.asList(more));
        return CliRun.with(variables, line.toArray());
    }
}
