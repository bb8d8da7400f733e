package org.mnist.serve;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Turns to compute, given in the order of asking. There are few of them, because more at once would only delay each other. Work
 * that takes long gives its turn back and goes on beside the others, so that slow pictures keep nobody waiting.
 */
final class Turns implements AutoCloseable {
    private final Semaphore free;
    private final long longMillis;
    private final ScheduledThreadPoolExecutor clock;

    /**
     * Turns.
     *
     * @param count how many there are
     * @param longMillis after how many milliseconds work gives its turn back
     */
    Turns(int count, long longMillis) {
        this.free = new Semaphore(count, true);
        this.longMillis = longMillis;
        clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = Executors.defaultThreadFactory().newThread(task);
            thread.setName("serve-turns");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Waits for a turn, and works. */
    <T> T take(Supplier<T> work) {
        free.acquireUninterruptibly();
        AtomicBoolean given = new AtomicBoolean();
        Runnable giveBack = () -> {
            if (given.compareAndSet(false, true)) {
                free.release();
            }
        };
        ScheduledFuture<?> tooLong = clock.schedule(giveBack, longMillis, TimeUnit.MILLISECONDS);
        try {
            return work.get();
        } finally {
            tooLong.cancel(false);
            giveBack.run();
        }
    }

    /** How many turns nobody has. */
    int free() {
        return free.availablePermits();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
