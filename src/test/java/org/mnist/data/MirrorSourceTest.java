package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.testing.TinyData;

/** Fetching from servers on this machine, sound ones and others. */
class MirrorSourceTest {
    @TempDir
    Path cache;

    private LocalMirrors mirrors;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        mirrors = new LocalMirrors();
    }

    @AfterEach
    void stop() {
        mirrors.close();
    }

    @Test
    void fetchesWhatIsMissingAndThenNothing() {
        Dataset dataset = store("/good/").open("tiny");
        assertThat(dataset.train().count()).isEqualTo(6000);
        assertThat(dataset.test().count()).isEqualTo(1000);
        assertThat(dataset.hashes()).hasSize(4);
        assertThat(mirrors.requests()).isEqualTo(4);
        store("/good/").open("tiny").train();
        assertThat(mirrors.requests()).as("a warm cache needs no connection").isEqualTo(4);
    }

    @Test
    void goesOnToTheNextMirrorWhateverTheFirstDoes() {
        byte[] sound = IdxReaderTest.gzip(TinyData.sample("train-images-idx3-ubyte"));
        byte[] wrong = sound.clone();
        wrong[1000] ^= 1;
        mirrors.serve("/missing/", exchange -> LocalMirrors.respond(exchange, 404, new byte[0]));
        mirrors.serve("/broken/", exchange -> LocalMirrors.respond(exchange, 500, new byte[0]));
        mirrors.serve(
                "/html/",
                exchange ->
                        LocalMirrors.respond(exchange, 200, "<html>sign in</html>".getBytes(StandardCharsets.UTF_8)));
        mirrors.serve("/short/", exchange -> {
            exchange.sendResponseHeaders(200, sound.length);
            exchange.getResponseBody().write(sound, 0, sound.length / 2);
            exchange.close();
        });
        mirrors.serve("/cut/", exchange -> LocalMirrors.respond(exchange, 200, Arrays.copyOf(sound, sound.length / 2)));
        mirrors.serve("/wrong/", exchange -> LocalMirrors.respond(exchange, 200, wrong));
        mirrors.serve("/other/", exchange -> LocalMirrors.respond(exchange, 200, IdxReaderTest.gzip(new byte[5000])));
        mirrors.serve(
                "/bomb/", exchange -> LocalMirrors.respond(exchange, 200, IdxReaderTest.gzip(new byte[64 << 20])));
        mirrors.serve("/endless/", exchange -> drip(exchange, 1 << 16, 0));
        mirrors.serve("/drip/", exchange -> drip(exchange, 1, 50));
        mirrors.serve("/silent/", exchange -> mirrors.dawdle(60_000));
        mirrors.serve("/circle/", exchange -> redirect(exchange, "/circle/x"));
        for (String bad : List.of(
                "/missing/",
                "/broken/",
                "/html/",
                "/short/",
                "/cut/",
                "/wrong/",
                "/other/",
                "/bomb/",
                "/endless/",
                "/drip/",
                "/silent/",
                "/circle/")) {
            Path fresh = cache.resolve(bad.replace("/", ""));
            DatasetStore store = new DatasetStore(fresh, List.of(mirrors.tiny(bad, "/good/")), said::add);
            assertThat(store.open("tiny").test().count()).as(bad).isEqualTo(1000);
            assertThat(files(fresh.resolve("tiny"))).as(bad).hasSize(4).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void leavesNothingBehindWhenNoMirrorIsSound() {
        mirrors.serve("/html/", exchange -> LocalMirrors.respond(exchange, 200, new byte[100]));
        assertThatThrownBy(() -> store("/html/", "/absent/").open("tiny"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("tiny cannot be fetched")
                .hasMessageContaining("it answered 404")
                .hasMessageContaining("--data sample")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.UNAVAILABLE);
        assertThat(files(cache.resolve("tiny"))).isEmpty();
    }

    @Test
    void followsARedirectButNotAwayFromHttpsOrToThisMachine() {
        mirrors.serve("/moved/", exchange -> redirect(exchange, "/good/" + LocalMirrors.requested(exchange) + ".gz"));
        assertThat(store("/moved/").open("tiny").test().count()).isEqualTo(1000);
        MirrorSource.Limits standard = MirrorSource.Limits.STANDARD;
        int port = mirrors.port();
        for (String away : List.of(
                "http://example.org/",
                "http://127.0.0.1:" + port + "/good/",
                "https://localhost/",
                "https://[::1]/",
                "https://169.254.169.254/",
                "https://0.0.0.0/",
                "file:///etc/passwd",
                "ftp://example.org/",
                "jar:http://" + mirrors.authority() + "/good/")) {
            String path = "/away" + away.hashCode() + "/";
            mirrors.serve(path, exchange -> redirect(exchange, away));
            Source source = mirrors.tiny(path).sources().get(0);
            assertThatThrownBy(() -> source.fetch(mirrors.tiny(path).files(), (file, content, gzip) -> {}))
                    .as(away)
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("it leads to .*, which is not (https|on the public internet)");
        }
        for (String address : List.of(
                "http://example.org/",
                "https://127.0.0.1/",
                "https://localhost/",
                "https://192.168.1.1/",
                "file:/etc/")) {
            MirrorSource source = new MirrorSource(URI.create(address), standard);
            assertThatThrownBy(() -> source.fetch(mirrors.tiny("/good/").files(), (file, content, gzip) -> {}))
                    .as(address)
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("it leads to .*, which is not (https|on the public internet)");
        }
    }

    private DatasetStore store(String... paths) {
        return new DatasetStore(cache, List.of(mirrors.tiny(paths)), said::add);
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        exchange.sendResponseHeaders(302, -1);
    }

    /** Sends and sends, until the client hangs up. */
    private void drip(HttpExchange exchange, int bytes, int pauseMillis) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] header = IdxReaderTest.gzip(new byte[0]);
        exchange.getResponseBody().write(header, 0, 10);
        for (int i = 0; i < 10_000; i++) {
            exchange.getResponseBody().write(new byte[bytes]);
            exchange.getResponseBody().flush();
            mirrors.dawdle(pauseMillis);
        }
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
