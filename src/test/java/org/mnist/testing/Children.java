package org.mnist.testing;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The processes that tests have started. None outlives the process that started it. */
public final class Children {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Children::kill)));
    }

    private Children() {}

    /** Sees to it that a process ends with this one at the latest. */
    public static Process watch(Process process) {
        RUNNING.add(process);
        CompletableFuture<Void> unused = process.onExit().thenAccept(RUNNING::remove);
        return process;
    }

    /** Sends SIGKILL to a process and to all that it has started; does nothing to one that has ended. */
    public static void kill(Process process) {
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
    }
}
