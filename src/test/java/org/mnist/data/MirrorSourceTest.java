package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.TinyData;
import org.mnist.failure.Failure;
import org.mnist.file.Hashes;

/** Fetching from servers on this machine, sound ones and others. */
class MirrorSourceTest {
    private static final Map<String, byte[]> COMPRESSED = KnownDataset.FILE_NAMES.stream()
            .collect(Collectors.toMap(name -> name, name -> IdxReaderTest.gzip(TinyData.sample(name))));

    @TempDir
    Path cache;

    private HttpServer server;
    private ExecutorService threads;
    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        serve("/good/", exchange -> respond(exchange, 200, COMPRESSED.get(requested(exchange))));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void fetchesWhatIsMissingAndThenNothing() {
        Dataset dataset = store("/good/").open("tiny");
        assertThat(dataset.train().count()).isEqualTo(6000);
        assertThat(dataset.test().count()).isEqualTo(1000);
        assertThat(dataset.hashes()).hasSize(4);
        assertThat(requests).hasValue(4);
        store("/good/").open("tiny").train();
        assertThat(requests).as("a warm cache needs no connection").hasValue(4);
    }

    @Test
    void goesOnToTheNextMirrorWhateverTheFirstDoes() {
        byte[] sound = IdxReaderTest.gzip(TinyData.sample("train-images-idx3-ubyte"));
        byte[] wrong = sound.clone();
        wrong[1000] ^= 1;
        serve("/missing/", exchange -> respond(exchange, 404, new byte[0]));
        serve("/broken/", exchange -> respond(exchange, 500, new byte[0]));
        serve("/html/", exchange -> respond(exchange, 200, "<html>sign in</html>".getBytes(StandardCharsets.UTF_8)));
        serve("/short/", exchange -> {
            exchange.sendResponseHeaders(200, sound.length);
            exchange.getResponseBody().write(sound, 0, sound.length / 2);
            exchange.close();
        });
        serve("/cut/", exchange -> respond(exchange, 200, Arrays.copyOf(sound, sound.length / 2)));
        serve("/wrong/", exchange -> respond(exchange, 200, wrong));
        serve("/other/", exchange -> respond(exchange, 200, IdxReaderTest.gzip(new byte[5000])));
        serve("/bomb/", exchange -> respond(exchange, 200, IdxReaderTest.gzip(new byte[64 << 20])));
        serve("/endless/", exchange -> drip(exchange, 1 << 16, 0));
        serve("/drip/", exchange -> drip(exchange, 1, 50));
        serve("/silent/", exchange -> sleep(4000));
        serve("/circle/", exchange -> redirect(exchange, "/circle/x"));
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
            DatasetStore store = new DatasetStore(fresh, List.of(tiny(bad, "/good/")), said::add);
            assertThat(store.open("tiny").test().count()).as(bad).isEqualTo(1000);
            assertThat(files(fresh.resolve("tiny"))).as(bad).hasSize(4).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void leavesNothingBehindWhenNoMirrorIsSound() {
        serve("/html/", exchange -> respond(exchange, 200, new byte[100]));
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
        serve("/moved/", exchange -> redirect(exchange, "/good/" + requested(exchange) + ".gz"));
        assertThat(store("/moved/").open("tiny").test().count()).isEqualTo(1000);
        MirrorSource.Limits standard = MirrorSource.Limits.STANDARD;
        int port = server.getAddress().getPort();
        for (String away : List.of(
                "http://example.org/",
                "http://127.0.0.1:" + port + "/good/",
                "https://localhost/",
                "https://[::1]/",
                "https://169.254.169.254/",
                "https://0.0.0.0/",
                "file:///etc/passwd",
                "ftp://example.org/",
                "jar:http://" + authority() + "/good/")) {
            String path = "/away" + away.hashCode() + "/";
            serve(path, exchange -> redirect(exchange, away));
            Source source = tiny(path).sources().get(0);
            assertThatThrownBy(() -> source.fetch(tiny(path).files(), (file, content, gzip) -> {}))
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
            assertThatThrownBy(() -> source.fetch(tiny("/good/").files(), (file, content, gzip) -> {}))
                    .as(address)
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("it leads to .*, which is not (https|on the public internet)");
        }
    }

    @Test
    void fetchesADamagedFileAgain() throws IOException {
        store("/good/").open("tiny");
        Path images = cache.resolve("tiny").resolve("train-images-idx3-ubyte");
        byte[] bytes = Files.readAllBytes(images);
        bytes[12345] ^= 4;
        Files.write(images, bytes);
        assertThat(store("/good/").damaged(tiny("/good/"))).hasSize(1);
        assertThat(store("/good/").open("tiny").train().count()).isEqualTo(6000);
        assertThat(said).anyMatch(line -> line.contains("is damaged; fetching it again"));
        assertThat(store("/good/").damaged(tiny("/good/"))).isEmpty();
    }

    @Test
    void aDamagedFileThatCannotBeHadAgainIsRefused() throws IOException {
        store("/good/").open("tiny");
        for (byte[] damaged : List.of(new byte[0], new byte[100], TinyData.sample("t10k-images-idx3-ubyte"))) {
            Files.write(cache.resolve("tiny/train-images-idx3-ubyte"), damaged);
            Dataset dataset = store("/absent/").open("tiny");
            assertThatThrownBy(dataset::train)
                    .hasMessageContaining("train-images-idx3-ubyte is damaged, and tiny cannot be fetched")
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.BAD_INPUT);
        }
    }

    @Test
    void partsOfTheKilledAreRemovedAndThoseOfTheLivingAreNot() throws IOException {
        Path folder = Files.createDirectories(cache.resolve("tiny"));
        Path orphan = Files.createFile(folder.resolve(".a.part"));
        Path young = Files.createFile(folder.resolve(".b.part"));
        Path worked = Files.createFile(folder.resolve(".c.part"));
        FileTime longAgo = FileTime.from(Instant.now().minusSeconds(3600));
        Files.setLastModifiedTime(orphan, longAgo);
        Files.setLastModifiedTime(worked, longAgo);
        try (FileChannel channel = FileChannel.open(worked, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            store("/good/").open("tiny");
        }
        assertThat(orphan).doesNotExist();
        assertThat(young).exists();
        assertThat(worked).exists();
    }

    @Test
    void manyAtOnceDoNotDisturbEachOther() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                counts.add(pool.submit(() -> new DatasetStore(cache, List.of(tiny("/good/")), line -> {})
                        .open("tiny")
                        .train()
                        .count()));
            }
            for (Future<Integer> count : counts) {
                assertThat(count.get()).isEqualTo(6000);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(files(cache.resolve("tiny"))).hasSize(4);
    }

    @Test
    void aFolderIsASourceToo() throws IOException {
        Path folder = Files.createDirectories(cache.resolve("package"));
        for (String name : KnownDataset.FILE_NAMES) {
            Files.write(folder.resolve(name + ".gz"), IdxReaderTest.gzip(TinyData.sample(name)));
        }
        KnownDataset dataset =
                new KnownDataset("tiny", "", tiny("/good/").files(), List.of(new FolderSource(folder, "a package")));
        assertThat(new DatasetStore(cache, List.of(dataset), said::add)
                        .open("tiny")
                        .test()
                        .count())
                .isEqualTo(1000);
    }

    private DatasetStore store(String... paths) {
        return new DatasetStore(cache, List.of(tiny(paths)), said::add);
    }

    private KnownDataset tiny(String... paths) {
        List<Source> mirrors = Stream.of(paths)
                .<Source>map(path -> new MirrorSource(
                        URI.create("http://" + authority() + path),
                        new MirrorSource.Limits(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(2),
                                Set.of(authority()))))
                .toList();
        List<KnownFile> files = KnownDataset.FILE_NAMES.stream()
                .map(name -> new KnownFile(name, TinyData.sample(name).length, Hashes.sha256(TinyData.sample(name))))
                .toList();
        return new KnownDataset("tiny", "", files, mirrors);
    }

    private String authority() {
        return "localhost:" + server.getAddress().getPort();
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private static String requested(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1).replace(".gz", "");
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        exchange.sendResponseHeaders(302, -1);
    }

    /** Sends and sends, until the client hangs up. */
    private static void drip(HttpExchange exchange, int bytes, int pauseMillis) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] header = IdxReaderTest.gzip(new byte[0]);
        exchange.getResponseBody().write(header, 0, 10);
        for (int i = 0; i < 10_000; i++) {
            exchange.getResponseBody().write(new byte[bytes]);
            exchange.getResponseBody().flush();
            sleep(pauseMillis);
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
