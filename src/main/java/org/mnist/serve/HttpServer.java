package org.mnist.serve;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.mnist.base.Failure;

/**
 * A server over HTTP: who may ask is in {@link ServerSettings}, what it answers to in {@link Routes}.
 *
 * <p>Requests are read without a thread that waits for them, so that those that come slowly, or only half, delay no others.
 */
final class HttpServer implements AutoCloseable {
    /** Threads that make answers; more than there are {@link Turns}, for pictures that take long. */
    private static final int THREADS = 8;

    /** The most requests that wait for a thread; more are turned away. */
    private static final int MAX_WAITING = 64;

    private static final int NETWORK_THREADS = 8;
    private static final int MAX_CONNECTIONS = 500;
    private static final int BACKLOG = 128;
    private static final long IDLE_MILLIS = 20_000;
    private static final long FULL_IDLE_MILLIS = 2_000;
    private static final long REQUEST_NANOS = 60_000_000_000L;

    /** The share of Java's memory that bodies may hold: an eighth. */
    private static final int BODY_SHARE = 8;

    private final ServerSettings settings;
    private final String anyPort;
    private final Consumer<String> log;
    private final Server server;
    private final ServerConnector connector;
    private final ThreadPoolExecutor computing;
    private final String warmUpKey = ServerSettings.newToken();

    /**
     * A server that does not answer yet.
     *
     * @param anyPort the option that takes any port that is free, as a person writes it
     * @param threadStart what each thread that answers does first: a library may keep settings apart for each thread
     * @param log gets a line for each fault
     */
    HttpServer(ServerSettings settings, String anyPort, Runnable threadStart, Consumer<String> log) {
        this.settings = settings;
        this.anyPort = anyPort;
        this.log = log;
        this.computing = computing(threadStart);
        QueuedThreadPool network = new QueuedThreadPool(NETWORK_THREADS);
        network.setName("serve-network");
        network.setDaemon(true);
        network.setReservedThreads(0);
        server = new Server(network);
        connector = connector(server, settings);
    }

    /** Threads that make answers, with a short queue before them. */
    private static ThreadPoolExecutor computing(Runnable threadStart) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
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

    private static ServerConnector connector(Server server, ServerSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.host().getHostAddress());
        connector.setPort(settings.port());
        connector.setAcceptQueueSize(BACKLOG);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        NetworkConnectionLimit limit = new NetworkConnectionLimit(MAX_CONNECTIONS, connector);
        limit.setEndPointIdleTimeout(FULL_IDLE_MILLIS);
        server.addBean(limit);
        return connector;
    }

    /**
     * Takes the port; who connects waits until there are answers.
     *
     * @throws Failure of kind UNAVAILABLE if the address or the port cannot be had
     */
    void bind() {
        try {
            connector.open();
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /**
     * Answers from now on.
     *
     * @param policy the content security policy of the pages
     * @throws Failure of kind UNAVAILABLE if the address or the port cannot be had
     */
    void start(Routes routes, Metrics metrics, String policy) {
        bind(); // which may have been done
        connector.addBean(new Connection.Listener() {
            @Override
            public void onOpened(Connection connection) {
                metrics.opened();
            }

            @Override
            public void onClosed(Connection connection) {
                metrics.closed();
            }
        });
        Deadlines deadlines = new Deadlines(REQUEST_NANOS, System::nanoTime);
        connector.addBean(deadlines);
        RequestHandler handler = new RequestHandler(
                Access.of(settings, connector.getLocalPort()),
                routes,
                metrics,
                deadlines,
                new BodyMemory(Runtime.getRuntime().maxMemory() / BODY_SHARE),
                computing,
                warmUpKey,
                policy);
        server.setHandler(handler);
        server.setErrorHandler((request, response, callback) -> handler.malformed(
                request,
                response,
                callback,
                Objects.requireNonNullElse(
                        (String) request.getAttribute(ErrorHandler.ERROR_MESSAGE),
                        HttpStatus.getMessage(response.getStatus()))));
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e); // the port is there already
        }
        deadlines.start(connector.getScheduler());
    }

    private Failure unavailable(IOException e) {
        String address = settings.isLoopback() ? "" : " of " + ServerSettings.literal(settings.host());
        boolean here = settings.isLoopback()
                || settings.host().isAnyLocalAddress()
                || ServerSettings.machineAddresses().contains(settings.host());
        if (!here) {
            String own = ServerSettings.machineAddresses().stream()
                    .map(ServerSettings::literal)
                    .collect(Collectors.joining(", "));
            return new Failure(
                    Failure.Kind.UNAVAILABLE,
                    ServerSettings.literal(settings.host()) + " is no address of this machine; its own are " + own
                            + ", and --host 0.0.0.0 is all of them",
                    e);
        }
        Throwable cause = e.getCause() instanceof BindException bind ? bind : e;
        return new Failure(
                Failure.Kind.UNAVAILABLE,
                "port " + settings.port() + address + " cannot be had: " + Failure.message(cause)
                        + "; name another, or " + anyPort + " for any",
                e);
    }

    /** The header's value by which requests of the server's own are known. */
    String warmUpKey() {
        return warmUpKey;
    }

    /** The address by which this machine itself reaches it. */
    String addressFromHere() {
        return address(settings.fromHere());
    }

    /** The address of the page, without a token. */
    String address() {
        return address(settings.reachable());
    }

    private String address(InetAddress address) {
        return "http://" + ServerSettings.literal(address) + ":" + connector.getLocalPort() + "/";
    }

    /** The address to open in a browser, with the token if there is one. */
    String url() {
        return address() + settings.token().map(token -> "?token=" + token).orElse("");
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            log.accept("the server did not stop in order: " + e);
        }
        connector.close(); // also of a server that was never started
        computing.shutdownNow();
    }
}
