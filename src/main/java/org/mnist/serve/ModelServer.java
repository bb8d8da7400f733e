package org.mnist.serve;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.util.List;
import java.util.function.Consumer;
import org.mnist.base.Failure;

/**
 * A server of models over HTTP: a page to draw on, and {@code POST /predict}, which takes an image and answers in JSON. What
 * else it answers to is in {@link ModelRoutes}, who may ask in {@link ServerSettings}.
 */
public final class ModelServer implements AutoCloseable {
    private static final long LONG_MILLIS = 200;
    private static final long WARM_UP_NANOS = 3_000_000_000L;

    private final ServerSettings settings;
    private final List<ServedModel> models;
    private final Consumer<String> log;
    private final HttpServer server;
    private final Turns turns = new Turns(Runtime.getRuntime().availableProcessors(), LONG_MILLIS);
    private volatile boolean closed;

    private ModelServer(ServerSettings settings, List<ServedModel> models, Runnable threadStart, Consumer<String> log) {
        this.settings = settings;
        this.models = List.copyOf(models);
        this.log = log;
        this.server = new HttpServer(settings, "--port 0", threadStart, log);
    }

    /**
     * A server that answers from now on.
     *
     * @param models the models, of different names; the first one reads if a request names none
     * @param threadStart what each thread that answers does first: a library may keep settings apart for each thread
     * @param log gets a line for each fault
     * @throws Failure of kind UNAVAILABLE if the address or the port cannot be had
     */
    public static ModelServer start(
            ServerSettings settings, List<ServedModel> models, Runnable threadStart, Consumer<String> log) {
        ModelServer server = new ModelServer(settings, models, threadStart, log);
        try {
            server.start();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        Thread warming = new Thread(server::warmUp, "warm-up");
        warming.setDaemon(true);
        warming.start();
        return server;
    }

    private void start() {
        Metrics metrics = new Metrics(models);
        server.start(new Routes(ModelRoutes.of(models, metrics, turns), log), metrics, DrawingPage.POLICY);
    }

    /** Asks the server itself, and no other machine, until Java has compiled most of what an answer takes. */
    private void warmUp() {
        byte[] one = WarmUpImage.png();
        long end = System.nanoTime() + WARM_UP_NANOS;
        try {
            for (int i = 0; !closed && System.nanoTime() < end; i++) {
                String model = models.get(i % models.size()).name();
                HttpURLConnection connection = (HttpURLConnection)
                        new URL(server.addressFromHere() + "predict?model=" + model).openConnection(Proxy.NO_PROXY);
                connection.setRequestProperty(RequestHandler.WARM_UP, server.warmUpKey());
                settings.token().ifPresent(token -> connection.setRequestProperty("Authorization", "Bearer " + token));
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

    /** The address of the page, without a token. */
    public String address() {
        return server.address();
    }

    /** The address to open in a browser, with the token if there is one. */
    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        closed = true;
        server.close();
        turns.close();
    }
}
