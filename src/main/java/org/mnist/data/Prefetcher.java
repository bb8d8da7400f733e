package org.mnist.data;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.mnist.network.Shape;

/**
 * Fills batches ahead, on a thread of its own: while one is worked on, the next is made. What a batch holds does not
 * depend on it.
 */
public final class Prefetcher implements AutoCloseable {
    private static final int BUFFERS = 2;

    private final BlockingQueue<Batch> empty = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BUFFERS + 1);
    private final Batch end = new Batch(0, Shape.vector(1));
    private final Thread thread;
    private @Nullable Throwable fault;
    private @Nullable Batch current;
    private long waitedNanos;

    /** Feeds the batches from number {@code from} on. */
    public Prefetcher(Batches batches, int from) {
        for (int i = 0; i < BUFFERS; i++) {
            empty.add(batches.empty());
        }
        thread = new Thread(() -> feed(batches, from), "prefetcher");
        thread.setDaemon(true);
        thread.start();
    }

    private void feed(Batches batches, int from) {
        try {
            for (int i = from; i < batches.count(); i++) {
                Batch batch = empty.take();
                batches.fill(i, batch);
                full.put(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed before the end
        } catch (RuntimeException | Error e) { // whoever waits for a batch must not wait for ever
            fault = e;
            full.add(end);
        }
    }

    /** The next batch; the one before it is filled again from now on. */
    public Batch next() {
        if (current != null) {
            empty.add(current);
        }
        long start = System.nanoTime();
        try {
            current = full.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a batch", e);
        }
        waitedNanos += System.nanoTime() - start;
        if (current.equals(end)) {
            throw new IllegalStateException("a batch could not be made", fault);
        }
        return current;
    }

    /** Seconds that {@link #next} has waited. */
    public double waited() {
        return waitedNanos / 1e9;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
