package org.mnist.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mnist.base.Hashes;
import org.mnist.network.Task;
import org.mnist.testing.TinyData;

/** A server on this machine that has the data set {@code tiny} under {@code /good/}, and whatever a test adds. */
final class LocalMirrors implements AutoCloseable {
    private static final Map<String, byte[]> COMPRESSED = IdxHalf.NAMES.stream()
            .collect(Collectors.toMap(name -> name, name -> IdxReaderTest.gzip(TinyData.sample(name))));

    private final HttpServer server;
    private final ExecutorService threads;
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);

    LocalMirrors() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        serve("/good/", this::deliver);
        server.start();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Answers with the file of {@code tiny} that is asked for. */
    void deliver(HttpExchange exchange) throws IOException {
        respond(exchange, 200, COMPRESSED.get(requested(exchange)));
    }

    /** How many requests there were. */
    int requests() {
        return requests.get();
    }

    /** Keeps a client waiting, for so long or until the mirrors are closed. */
    void dawdle(int millis) {
        try {
            closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** MNIST's sample, to be had from these paths of the server. */
    KnownDataset tiny(String... paths) {
        List<Source> mirrors = Stream.of(paths)
                .<Source>map(path -> new MirrorSource(
                        URI.create("http://" + authority() + path),
                        new MirrorSource.Limits(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(2),
                                Set.of(authority()))))
                .toList();
        List<KnownFile> files = IdxHalf.NAMES.stream()
                .map(name -> new KnownFile(name, TinyData.sample(name).length, Hashes.sha256(TinyData.sample(name))))
                .toList();
        return new KnownDataset("tiny", "", Task.MNIST.classes(), files, mirrors);
    }

    String authority() {
        return "localhost:" + port();
    }

    void serve(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    /** The file that is asked for, without {@code .gz}. */
    static String requested(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1).replace(".gz", "");
    }

    static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
