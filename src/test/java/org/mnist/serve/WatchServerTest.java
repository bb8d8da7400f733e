package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.experiment.RunDirectory;
import org.mnist.experiment.RunFiles;
import org.mnist.report.LivePage;
import org.mnist.testing.CliRun;
import org.mnist.testing.FinishedRun;
import org.mnist.testing.TinyData;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

/** A page that follows a run by its files. */
class WatchServerTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private static WatchServer start(RunFiles files, int port) {
        WatchServer server = WatchServer.bind(port, "--watch=0", line -> {});
        server.show(files, FinishedRun.config());
        return server;
    }

    private static HttpResponse<String> get(WatchServer server, String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode run(WatchServer server) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get(server, "run").body());
    }

    private static void write(RunFiles files, List<EpochResult> history) {
        files.metrics().write(new TrainState(history, 0, 0, 0, 0, 0));
    }

    @Test
    void figuresAndCurvesGrowWithTheRunUntilItsEnd() throws Exception {
        Path run = folder.resolve("run");
        RunFiles files = FinishedRun.write(run, FinishedRun.result(), List.of());
        try (WatchServer server = start(files, 0)) {
            try (RunDirectory held = RunDirectory.resume(run, line -> {})) {
                JsonNode before = run(server);
                assertThat(before.get("epochs").asInt()).isZero();
                assertThat(before.get("of").asInt()).isEqualTo(3);
                assertThat(before.get("ended").asBoolean()).isFalse();
                assertThat(before.get("last").isNull()).isTrue();
                assertThat(get(server, "wide.svg").statusCode()).isEqualTo(404);
                write(held.files(), FinishedRun.HISTORY.subList(0, 2));
                JsonNode second = run(server);
                assertThat(second.at("/last/val_accuracy").asDouble()).isEqualTo(0.986);
                assertThat(second.at("/best/epoch").asInt()).isEqualTo(2);
                assertThat(get(server, "wide.svg").body())
                        .isEqualTo(LivePage.curves(FinishedRun.HISTORY.subList(0, 2), true));
                write(held.files(), FinishedRun.HISTORY);
                assertThat(get(server, "narrow.svg").body()).isEqualTo(LivePage.curves(FinishedRun.HISTORY, false));
                assertThat(run(server).get("ended").asBoolean()).isFalse();
                Files.move(files.result(), folder.resolve("result"));
            }
            assertThat(run(server).get("state").asText())
                    .isEqualTo("The training has stopped: mnist train --resume --out " + run + " goes on with it.");
            Files.move(folder.resolve("result"), files.result());
            JsonNode end = run(server);
            assertThat(end.get("ended").asBoolean()).isTrue();
            assertThat(end.get("epochs").asInt()).isEqualTo(3);
            assertThat(end.get("state").asText()).startsWith("The training is over");
        }
    }

    /** The page runs its own script only, and shows what this server has, to this machine alone. */
    @Test
    void thePageTalksToNobodyElse() throws Exception {
        RunFiles files = FinishedRun.write(folder.resolve("run"));
        try (WatchServer server = start(files, 0)) {
            assertThat(server.url()).startsWith("http://127.0.0.1:");
            HttpResponse<String> page = get(server, "");
            assertThat(page.body())
                    .contains("so small &amp; &lt;quick&gt;")
                    .contains("<h1>mlp on ")
                    .doesNotContain("http:", "https:", "${");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'; connect-src 'self'; img-src 'self'")
                    .contains("script-src '" + PageHashes.of(page.body(), "script") + "'");
            assertThat(get(server, "nothing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aBusyPortIsRefusedInOneLineBeforeThereIsARunFolder() throws IOException {
        RunFiles files = FinishedRun.write(folder.resolve("run"));
        try (WatchServer server = start(files, 0)) {
            int port = URI.create(server.url()).getPort();
            assertThatThrownBy(() -> start(files, port))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("port " + port + " cannot be had: ")
                    .hasMessageEndingWith("; name another, or --watch=0 for any")
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.UNAVAILABLE);
            Path tiny = TinyData.write(folder.resolve("tiny"), 300, 50);
            Path none = folder.resolve("none");
            CliRun train = CliRun.of("train", "--arch", "mlp", "--data", tiny, "--watch=" + port, "--out", none);
            assertThat(train.code()).isEqualTo(69);
            assertThat(train.err()).startsWith("mnist: port " + port + " cannot be had: ");
            assertThat(none).doesNotExist();
        }
    }

    @Test
    void whereNobodyTrainsThereIsNothingToWatch() {
        RunFiles files = FinishedRun.write(folder.resolve("run"));
        CliRun watch = CliRun.of("watch", files.path(), "--port", 0);
        assertThat(watch.code()).isEqualTo(69);
        assertThat(watch.err())
                .startsWith("mnist: nobody trains in " + files.path() + "; `mnist report " + files.path() + " --open`")
                .hasLineCount(1);
        assertThat(CliRun.of("watch", folder.resolve("none")).code()).isEqualTo(66);
    }
}
