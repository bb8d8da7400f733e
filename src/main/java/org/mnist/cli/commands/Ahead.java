package org.mnist.cli.commands;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The results of work on things, in their order, worked out by several threads a little ahead: no more than one for each thread and
 * one that waits. Nothing is kept of a result that was taken.
 *
 * @param <I> the things
 * @param <O> the results
 */
final class Ahead<I, O> implements AutoCloseable {
    private final Iterator<I> things;
    private final int threads;
    private final Function<I, O> work;
    private final Deque<Future<O>> begun = new ArrayDeque<>();
    private final ExecutorService executor;

    /**
     * Work that begins when the first result is asked for.
     *
     * @param work may be done by several threads at once
     */
    Ahead(List<I> things, int threads, Function<I, O> work) {
        this.things = things.iterator();
        this.threads = threads;
        this.work = work;
        this.executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "ahead");
            thread.setDaemon(true); // nobody waits for what nobody asks for any more
            return thread;
        });
    }

    /**
     * The next result; what the work has thrown is thrown again.
     *
     * @throws NoSuchElementException if there is none
     */
    O next() {
        while (begun.size() <= threads && things.hasNext()) {
            I thing = things.next();
            begun.add(executor.submit(() -> work.apply(thing)));
        }
        try {
            return begun.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // nobody interrupts this thread
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
