package org.mnist.serve;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Deadlines for requests to come in. A connection on which nothing comes for a while is closed by the server itself; one on which
 * a byte comes now and then, but no whole request, is closed here.
 */
final class Deadlines implements Connection.Listener {
    private static final long SWEEP_SECONDS = 1;

    private final long nanos;
    private final LongSupplier clock;

    /** Since when each connection waits for a request to be whole. */
    private final Map<Connection, Long> waiting = new ConcurrentHashMap<>();

    /**
     * Deadlines.
     *
     * @param nanos how long a request may take to come in
     * @param clock tells nanoseconds
     */
    Deadlines(long nanos, LongSupplier clock) {
        this.nanos = nanos;
        this.clock = clock;
    }

    /** Closes what is late from now on, each second. */
    void start(Scheduler scheduler) {
        scheduler.schedule(
                () -> {
                    closeLate();
                    start(scheduler);
                },
                SWEEP_SECONDS,
                TimeUnit.SECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        waiting.put(connection, clock.getAsLong());
    }

    @Override
    public void onClosed(Connection connection) {
        waiting.remove(connection);
    }

    /** A request is here as a whole: how long its answer takes is not the client's fault. */
    void received(Connection connection) {
        waiting.remove(connection);
    }

    /** A request was answered; the next one may come. */
    void answered(Connection connection) {
        waiting.put(connection, clock.getAsLong());
        if (!connection.getEndPoint().isOpen()) {
            waiting.remove(connection);
        }
    }

    void closeLate() {
        long now = clock.getAsLong();
        waiting.forEach((connection, since) -> {
            if (now - since > nanos) {
                connection.getEndPoint().close();
            }
        });
    }
}
