package org.mnist.track.mlflow;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.mnist.base.Failure;

/**
 * A thread that sends what a journal has while training goes on. After a failure it waits, longer each time, and tries again;
 * nobody waits for it but, a little, the end.
 */
final class BackgroundSender {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** How long an interrupted request may take to notice. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    private final MlflowSender sender;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private boolean more;
    private boolean ending;
    private Optional<String> problem = Optional.empty();

    /** A thread that is running. */
    BackgroundSender(MlflowSender sender) {
        this.sender = sender;
        thread = new Thread(this::run, "mlflow");
        thread.setDaemon(true);
        thread.start();
    }

    /** Tells it that there is more to send. */
    void wake() {
        lock.lock();
        try {
            more = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What was wrong the last time, as a clause; empty if nothing was. */
    Optional<String> problem() {
        lock.lock();
        try {
            return problem;
        } finally {
            lock.unlock();
        }
    }

    /** Lets it send what there is, at once and for so long at most, and ends it. */
    void finish(Duration patience) {
        lock.lock();
        try {
            ending = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(patience.toMillis());
            thread.interrupt();
            thread.join(LAST_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration wait = FIRST_WAIT;
        boolean last;
        do {
            last = isEnding();
            Optional<String> failed = sendAll();
            note(failed);
            if (!last) {
                await(failed.isEmpty() ? Optional.empty() : Optional.of(wait));
            }
            Duration longer = wait.multipliedBy(2);
            wait = failed.isEmpty() ? FIRST_WAIT : longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
        } while (!last && !thread.isInterrupted());
    }

    private Optional<String> sendAll() {
        try {
            while (sender.sendNext()) {
                // one after the other
            }
            return Optional.empty();
        } catch (IOException | Failure e) {
            return Optional.of(Failure.message(e));
        }
    }

    private boolean isEnding() {
        lock.lock();
        try {
            return ending;
        } finally {
            lock.unlock();
        }
    }

    private void note(Optional<String> failed) {
        lock.lock();
        try {
            problem = failed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for so long, or for the end; after a success for more to send. */
    private void await(Optional<Duration> pause) {
        lock.lock();
        try {
            long nanos = pause.map(Duration::toNanos).orElse(0L);
            while (!ending && (pause.isPresent() ? nanos > 0 : !more)) {
                if (pause.isPresent()) {
                    nanos = news.awaitNanos(nanos);
                } else {
                    news.await(1, TimeUnit.HOURS);
                }
            }
            more = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
