package org.mnist.sweep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mnist.base.OwnProgram;
import org.mnist.base.Text;

/**
 * Processes of this machine, one for each training, so that what one does to its process, another does not feel. Each listens at
 * its standard input, which ends when this process does, however it dies, and then saves and stops.
 *
 * @param slots how many run at once
 * @param environment variables that they get beside those of this process
 * @param program makes the words of a process from those of a command
 */
public record LocalLauncher(int slots, Map<String, String> environment, Function<List<String>, List<String>> program)
        implements Launcher {
    /** A training that a signal has killed goes on where it was saved; one that is killed so often between two saves is given up. */
    private static final int ATTEMPTS = 10;

    /** A process that a signal has ended has an exit code above this one. */
    static final int SIGNALLED = 128;

    /** The exit code for what is not to be had. */
    static final int UNAVAILABLE = 69;

    /** The exit code for a run folder that another process works in. */
    private static final int LOCKED = 75;

    /** A training whose director was killed has so long to save and stop before another one goes on with it. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Variables by which Spark tells its executors the secret of the cluster, which no training needs to know. */
    private static final String SPARKS_OWN = "_SPARK_";

    private static final long TICK_MILLIS = 200;

    /** A launcher of this program. */
    public LocalLauncher(int slots, Map<String, String> environment) {
        this(slots, environment, OwnProgram::command);
    }

    @Override
    public void run(List<Job> jobs, Listener listener, BooleanSupplier stop) {
        Running running = new Running(environment, program, stop);
        ExecutorService threads = Executors.newFixedThreadPool(slots, task -> {
            Thread thread = new Thread(task, "launcher");
            thread.setDaemon(true);
            return thread;
        });
        try {
            jobs.forEach(job -> threads.execute(() -> running.run(job)));
            for (int ended = 0; ended < jobs.size(); ) {
                Event event = running.events.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (stop.getAsBoolean()) {
                    running.stop();
                }
                if (event == null) {
                    listener.tick();
                } else if (event.end == null) {
                    listener.started(event.job);
                } else {
                    ended++;
                    listener.ended(event.job, event.end);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // nobody interrupts this thread
        } finally {
            threads.shutdown();
        }
    }

    /** Something that has happened to a job: it was started, or, with an end, has ended. */
    private record Event(Job job, @Nullable End end) {}

    /** The processes that run. */
    private static final class Running {
        private final Map<String, String> environment;
        private final Function<List<String>, List<String>> program;
        private final BooleanSupplier stop;
        private final Set<Process> processes = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean stopping = new AtomicBoolean();
        final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

        Running(Map<String, String> environment, Function<List<String>, List<String>> program, BooleanSupplier stop) {
            this.environment = environment;
            this.stop = stop;
            this.program = program;
        }

        void stop() {
            if (!stopping.getAndSet(true)) {
                processes.forEach(Running::closeInput);
            }
        }

        void run(Job job) {
            End end;
            try {
                end = attempts(job);
            } catch (IOException e) {
                // A signal to all may reach the helper by which Java starts processes before it reaches this one.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
                end = stopping.get() || stop.getAsBoolean()
                        ? new End.Stopped()
                        : new End.Failed(UNAVAILABLE, "it cannot be started: " + e.getMessage());
            } catch (Throwable e) { // such as no more threads; without an end the others would wait for ever
                end = new End.Failed(UNAVAILABLE, "it cannot be watched: " + e);
            }
            events.add(new Event(job, end));
        }

        private End attempts(Job job) throws IOException {
            int attempt = 0;
            String before = "";
            boolean waiting = false;
            long patience = System.nanoTime() + PATIENCE_NANOS;
            while (!stopping.get() && !stop.getAsBoolean()) { // a signal to all reaches this process as soon as theirs
                attempt = job.progress().equals(before) ? attempt + 1 : 1;
                before = job.progress();
                if (!waiting) {
                    events.add(new Event(job, null));
                }
                Ended ended = runOnce(job);
                if (ended.code == 0) {
                    return new End.Done();
                }
                waiting = ended.code == LOCKED && System.nanoTime() < patience;
                if (waiting) {
                    attempt--; // one that an earlier process started is still saving
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
                    continue;
                }
                boolean killed = ended.code > SIGNALLED;
                if (!killed || (attempt == ATTEMPTS && !stopping.get())) {
                    return new End.Failed(killed ? UNAVAILABLE : ended.code, why(ended, killed));
                }
            }
            return new End.Stopped();
        }

        /** The exit code of a process, and the last line that it said. */
        private record Ended(int code, String said) {}

        private Ended runOnce(Job job) throws IOException {
            Process process = start(job);
            processes.add(process);
            try {
                if (stopping.get()) {
                    closeInput(process);
                }
                String said = lastLine(process);
                return new Ended(exitCode(process), said);
            } finally {
                processes.remove(process);
                closeInput(process); // which also stops one that nobody watches any more
            }
        }

        private Process start(Job job) throws IOException {
            ProcessBuilder builder =
                    new ProcessBuilder(program.apply(job.command())).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().keySet().removeIf(name -> name.startsWith(SPARKS_OWN));
            builder.environment().putAll(environment);
            return builder.start();
        }

        private static String why(Ended ended, boolean killed) {
            String how = killed
                    ? "its process was killed by signal " + (ended.code - SIGNALLED) + ", " + ATTEMPTS
                            + " times without getting any further"
                    : "its process ended with code " + ended.code;
            return ended.said.isEmpty() ? how : killed ? ended.said + " (" + how + ")" : ended.said;
        }

        private static String lastLine(Process process) throws IOException {
            String last = "";
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    last = line.isBlank() ? last : line;
                }
            }
            String plain = Text.printable(last);
            return plain.startsWith("mnist: ") ? plain.substring("mnist: ".length()) : plain;
        }

        private static int exitCode(Process process) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e); // nobody interrupts this thread
            }
        }

        private static void closeInput(Process process) {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                // it has ended, and with it the pipe
            }
        }
    }
}
