package org.mnist.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mnist.base.Failure;
import org.mnist.base.Json;
import org.mnist.vision.PhotoReader;

/**
 * A server of a page to draw on, which reads what is posted to it: {@code GET /} is the page, {@code POST
 * /predict} takes a picture and answers in JSON. The server listens on the loopback address alone, and answers only to
 * pages of its own, so that no page from elsewhere, opened in a browser on this machine, can use it.
 */
public final class DigitServer implements AutoCloseable {
    /** The most bytes of a picture: 10 million. */
    static final int MAX_BYTES = 10_000_000;

    private static final int THREADS = 8;

    /** The most requests at once; more are turned away. */
    private static final int MAX_WAITING = 64;

    private static final int BACKLOG = 128;

    private static final long WARM_UP_NANOS = 3_000_000_000L;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Semaphore places = new Semaphore(MAX_WAITING);

    /** Permits to compute, one for each processor, given in the order of asking: more would only delay each other. */
    private final Semaphore processors = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    private final PictureReader reader;
    private final String page;
    private final Consumer<String> log;
    private volatile boolean closed;

    private DigitServer(
            HttpServer server, PictureReader reader, String page, Runnable threadStart, Consumer<String> log) {
        AtomicInteger number = new AtomicInteger();
        this.server = server;
        this.reader = reader;
        this.page = page;
        this.log = log;
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(
                    () -> {
                        threadStart.run();
                        task.run();
                    },
                    "serve-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * A server that answers from now on.
     *
     * @param port port to listen on; 0 takes one that is free
     * @param reader reads the pictures
     * @param model what the page says of the model
     * @param threadStart what each thread that answers does first: a library may keep settings apart for each thread
     * @param log gets a line for each fault
     * @throws Failure of kind UNAVAILABLE if the port cannot be had
     */
    public static DigitServer start(
            int port, PictureReader reader, ModelInfo model, Runnable threadStart, Consumer<String> log) {
        // The JDK's server takes these limits from properties, once: seconds for a request to come in, and to be taken.
        System.setProperty("sun.net.httpserver.maxReqTime", "20");
        System.setProperty("sun.net.httpserver.maxRspTime", "20");
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // What is refused unread is read before the answer: to close on a client that still writes loses it the answer.
        System.setProperty("sun.net.httpserver.drainAmount", String.valueOf(MAX_BYTES));
        HttpServer http;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "port " + port + " cannot be had: " + e.getMessage() + "; name another, or --port 0 for any",
                    e);
        }
        DigitServer server = new DigitServer(http, reader, DrawingPage.of(model, reader), threadStart, log);
        http.setExecutor(server.threads);
        http.createContext("/", exchange -> server.answer(exchange, server::page));
        http.createContext("/predict", exchange -> server.answer(exchange, server::predict));
        http.start();
        Thread warming = new Thread(server::warmUp, "warm-up");
        warming.setDaemon(true);
        warming.start();
        return server;
    }

    /** Asks the server itself, until Java has compiled most of what an answer takes. */
    private void warmUp() {
        byte[] one = WarmUpImage.png();
        long end = System.nanoTime() + WARM_UP_NANOS;
        try {
            URL predict = new URL(address() + "predict");
            while (!closed && System.nanoTime() < end) {
                HttpURLConnection connection = (HttpURLConnection) predict.openConnection(Proxy.NO_PROXY);
                connection.setDoOutput(true);
                connection.getOutputStream().write(one);
                connection.getInputStream().readAllBytes();
            }
        } catch (IOException e) {
            if (!closed) {
                log.accept("the first pictures will take longer: " + e);
            }
        }
    }

    /** The address of the page. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        closed = true;
        server.stop(0);
        threads.shutdownNow();
    }

    /**
     * An answer to a request.
     *
     * @param status status code of HTTP
     * @param type media type of the content
     * @param content the body
     */
    private record Answer(int status, String type, String content) {
        static Answer json(int status, Object value) {
            return new Answer(status, "application/json", Json.write(value) + "\n");
        }

        static Answer refused(int status, String why) {
            return json(status, new Refused(why));
        }
    }

    /** A refusal in JSON. */
    private record Refused(String error) {}

    private void answer(HttpExchange exchange, Function<HttpExchange, Answer> handler) throws IOException {
        try (exchange) {
            Answer answer;
            if (!isFromHere(exchange)) {
                answer = Answer.refused(403, "only pages of this server may use it");
            } else if (!places.tryAcquire()) {
                answer = Answer.refused(503, "too many requests at once; try again");
            } else {
                try {
                    answer = handler.apply(exchange);
                } catch (RuntimeException e) {
                    log.accept("a fault of the program's own: " + e);
                    answer = Answer.refused(500, "a fault of the program's own");
                } finally {
                    places.release();
                }
            }
            send(exchange, answer);
        }
    }

    private Answer page(HttpExchange exchange) {
        if (!exchange.getRequestURI().getPath().equals("/")) {
            return Answer.refused(404, "there is only / and /predict");
        }
        return Set.of("GET", "HEAD").contains(exchange.getRequestMethod())
                ? new Answer(200, "text/html; charset=utf-8", page)
                : Answer.refused(405, "GET it");
    }

    private Answer predict(HttpExchange exchange) {
        if (!exchange.getRequestURI().getPath().equals("/predict")) {
            return Answer.refused(404, "there is only / and /predict");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return Answer.refused(405, "POST a picture: curl --data-binary @picture.png");
        }
        try {
            byte[] picture = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
            if (picture.length > MAX_BYTES) {
                return Answer.refused(413, "the picture is longer than " + MAX_BYTES + " bytes");
            }
            processors.acquireUninterruptibly();
            try {
                PictureReader.Prepared prepared = PhotoReader.read(picture, "what was posted", reader::prepare);
                synchronized (reader) {
                    return Answer.json(200, prepared.read());
                }
            } finally {
                processors.release();
            }
        } catch (Failure e) {
            return Answer.refused(400, e.getMessage());
        } catch (IOException e) {
            return Answer.refused(400, "the picture did not come in whole");
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] content = answer.content().getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().close(); // else the JDK's server drops the connection without a word
        if (answer.status() >= 400) {
            exchange.getResponseHeaders().set("Connection", "close"); // some of the request may be unread
        }
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Content-Security-Policy", DrawingPage.POLICY);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head ? -1 : content.length);
        if (!head) {
            exchange.getResponseBody().write(content);
        }
    }

    /** Whether the request was made to this server by its own name, and by no page but its own. */
    private boolean isFromHere(HttpExchange exchange) {
        int port = server.getAddress().getPort();
        Set<String> hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        String host = exchange.getRequestHeaders().getFirst("Host");
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        return host != null
                && hosts.contains(host)
                && (origin == null || hosts.stream().anyMatch(own -> origin.equals("http://" + own)));
    }
}
