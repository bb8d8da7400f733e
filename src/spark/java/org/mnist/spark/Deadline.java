package org.mnist.spark;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A limit to the time that connecting takes, which ends the process with what was waited for. */
final class Deadline {
    private final ScheduledFuture<?> end;
    private volatile String waitingFor = "Spark does not start";

    Deadline(Driver driver, int seconds) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "deadline");
            thread.setDaemon(true);
            return thread;
        });
        end = clock.schedule(() -> driver.refuse(waitingFor), seconds, TimeUnit.SECONDS);
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
