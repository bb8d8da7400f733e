package org.mnist.serve;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.ShellCommand;
import org.mnist.config.TrainConfig;
import org.mnist.experiment.RunDirectory;
import org.mnist.experiment.RunFiles;
import org.mnist.report.LivePage;
import org.mnist.serve.Routes.Route;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

/**
 * A server of a page, to this machine alone, on which a training can be watched. It reads the run folder and nothing else, so
 * that it may be in another process than the training, and in the same it takes no part in it.
 */
public final class WatchServer implements AutoCloseable {
    /** How long a page that has asked lately may take to ask once more, and so to be told of the end. */
    private static final long FAREWELL_NANOS = Duration.ofMillis(2_500).toNanos();

    private static final String SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private final HttpServer server;
    private final Consumer<String> log;
    private volatile boolean ended;
    private volatile boolean told;
    private volatile long asked = System.nanoTime() - FAREWELL_NANOS;

    private WatchServer(int port, String anyPort, Consumer<String> log) {
        this.log = log;
        this.server = new HttpServer(ServerSettings.loopback(port), anyPort, () -> {}, log);
    }

    /**
     * A run as the page's script gets it.
     *
     * @param state in a few words
     * @param ended whether no more will come
     * @param epochs how many are done
     * @param of how many there are to be
     * @param last the last of them; null before
     * @param best the best of them by validation; null before
     */
    record Watched(
            String state,
            boolean ended,
            int epochs,
            int of,
            @Nullable EpochResult last,
            @Nullable EpochResult best) {}

    /**
     * A server that has its port, and nothing to show yet.
     *
     * @param port 0 for any
     * @param anyPort the option that takes any port that is free, as a person writes it
     * @param log gets a line for each fault
     * @throws Failure of kind UNAVAILABLE if the port cannot be had
     */
    public static WatchServer bind(int port, String anyPort, Consumer<String> log) {
        WatchServer watch = new WatchServer(port, anyPort, log);
        try {
            watch.server.bind();
        } catch (RuntimeException e) {
            watch.server.close();
            throw e;
        }
        return watch;
    }

    /**
     * Shows a run from now on.
     *
     * @param files the run
     * @param config how it is trained
     */
    public void show(RunFiles files, TrainConfig config) {
        String page = LivePage.page(config);
        String policy = "default-src 'none'; connect-src 'self'; img-src 'self'; style-src '"
                + PageHashes.of(page, "style") + "'; script-src '" + PageHashes.of(page, "script")
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        List<Route> routes = List.of(
                new Route("GET", "/", false, call -> Answer.text("text/html; charset=utf-8", page)),
                new Route("GET", "/run", false, call -> Answer.json(200, watched(files, config))),
                new Route("GET", "/wide.svg", true, call -> curves(files, true)),
                new Route("GET", "/narrow.svg", true, call -> curves(files, false)));
        server.start(new Routes(routes, log), new Metrics(List.of()), policy);
    }

    private Watched watched(RunFiles files, TrainConfig config) {
        boolean last =
                ended || !RunDirectory.isInUse(files.path()); // asked first: what is read then is all there will be
        asked = System.nanoTime();
        List<EpochResult> history = files.metrics().readIfThere();
        TrainState state = TrainState.of(history);
        boolean any = !history.isEmpty();
        Watched watched = new Watched(
                last ? end(files) : any ? "training" : "The first epoch is not over yet.",
                last,
                history.size(),
                config.epochs(),
                any ? state.last() : null,
                any ? state.best() : null);
        if (last) {
            told = true;
        }
        return watched;
    }

    private static String end(RunFiles files) {
        String run = files.path().toString();
        return Files.isRegularFile(files.result())
                ? "The training is over: " + ShellCommand.of(List.of("report", run, "--open"))
                        + " shows what it came to."
                : "The training has stopped: " + ShellCommand.of(List.of("train", "--resume", "--out", run))
                        + " goes on with it.";
    }

    private static Answer curves(RunFiles files, boolean wide) {
        List<EpochResult> history = files.metrics().readIfThere();
        return history.size() < 2
                ? Answer.refused(404, "the curves begin with the second epoch")
                : Answer.text("image/svg+xml", LivePage.curves(history, wide))
                        .with("Content-Security-Policy", SVG_POLICY);
    }

    /** The address to open in a browser. */
    public String url() {
        return server.url();
    }

    /** Waits until nobody works in a run folder any more. */
    public static void awaitEnd(RunFiles files) throws InterruptedException {
        while (RunDirectory.isInUse(files.path())) {
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    /** Tells a page that is open of the end, if it asks once more, and ends. */
    @Override
    public void close() {
        ended = true;
        long start = System.nanoTime();
        boolean open = start - asked < FAREWELL_NANOS;
        while (open && !told && System.nanoTime() - start < FAREWELL_NANOS) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        server.close();
    }
}
