package org.mnist.spark;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A limit to the time that connecting takes, which ends the process with what was waited for. */
final class Deadline {
    private final Driver driver;
    private final ScheduledExecutorService clock;
    private ScheduledFuture<?> end;
    private volatile String waitingFor = "Spark does not start";

    Deadline(Driver driver, int seconds) {
        this.driver = driver;
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "deadline");
            thread.setDaemon(true);
            return thread;
        });
        end = in(seconds);
    }

    private ScheduledFuture<?> in(int seconds) {
        return clock.schedule(() -> driver.refuse(waitingFor), seconds, TimeUnit.SECONDS);
    }

    /** Gives so much time from now on. */
    void extend(int seconds) {
        met();
        end = in(seconds);
    }

    /** What it means if nothing happens from here on, in one line. */
    void waitingFor(String meaning) {
        waitingFor = meaning;
    }

    /** The time is no longer limited. */
    void met() {
        end.cancel(false);
    }
}
