package org.mnist.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.mnist.base.Failure;
import org.mnist.base.OwnProgram;
import org.mnist.base.SafeFiles;
import org.mnist.base.Text;
import org.mnist.sweep.ClusterProtocol.Connect;
import org.mnist.sweep.ClusterProtocol.Ended;
import org.mnist.sweep.ClusterProtocol.Ready;
import org.mnist.sweep.ClusterProtocol.Refused;
import org.mnist.sweep.ClusterProtocol.Reply;
import org.mnist.sweep.ClusterProtocol.Started;
import org.mnist.sweep.ClusterProtocol.Stop;
import org.mnist.sweep.ClusterProtocol.Train;

/**
 * Executors of an Apache Spark cluster, each of which starts trainings as processes of its machine. Spark itself is in another
 * process, the driver, which ends when this one does; when it dies, another one takes its place, and trainings go on.
 */
public final class ClusterLauncher implements Launcher {
    /** Variables that say how to compute, and mean the same on every machine. */
    private static final List<String> SHIPPED =
            List.of("GOMP_SPINCOUNT", "GLIBC_TUNABLES", "OMP_NUM_THREADS", "LC_ALL");

    /** A driver that has died so often without any training having ended since is not started again. */
    private static final int DRIVERS = 10;

    private static final long TICK_MILLIS = 200;

    /**
     * What to connect to.
     *
     * @param master URL of the cluster, such as {@code spark://host:7077} or {@code local[2]}
     * @param bind the address at which executors reach the driver; empty for the one that goes with the URL
     * @param secretFile holds the secret that both sides of each connection prove to know
     * @param threads how many each training uses
     * @param parallel how many trainings run at once; empty for as many as there are processors for
     */
    public record Settings(
            String master, Optional<String> bind, Optional<Path> secretFile, int threads, Optional<Integer> parallel) {}

    private final Drivers drivers;
    private Driver driver;
    private final int slots;

    private ClusterLauncher(Drivers drivers) {
        this.drivers = drivers;
        this.driver = drivers.connected();
        this.slots = driver.slots;
    }

    /**
     * Connects to a cluster.
     *
     * @param variables the environment of the driver
     * @param root the folder of all that trainings read and write, which their jobs name in full; empty if there is to be no training
     * @throws Failure of kind UNAVAILABLE if the cluster does not answer, has nobody who works, or this program no Spark
     */
    public static ClusterLauncher connect(Settings settings, Map<String, String> variables, Optional<Path> root) {
        SparkFolder spark = SparkFolder.find();
        String token = UUID.randomUUID().toString();
        Path folder = root.orElseGet(() -> Path.of("")).toAbsolutePath();
        root.ifPresent(there -> SafeFiles.write(there.resolve(Workplace.TOKEN), token));
        Map<String, String> shipped = new TreeMap<>(variables);
        shipped.keySet().retainAll(SHIPPED);
        Connect connect = new Connect(
                settings.master(),
                settings.bind().orElse(null),
                settings.secretFile()
                        .map(file -> file.toAbsolutePath().toString())
                        .orElse(null),
                settings.threads(),
                settings.parallel().orElse(0),
                OwnProgram.command(List.of()),
                shipped,
                folder.toString(),
                token);
        return new ClusterLauncher(
                new Drivers(spark, connect, variables, root.map(there -> there.resolve("cluster.log"))));
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public void run(List<Job> jobs, Listener listener, BooleanSupplier stop) {
        Map<Integer, Job> waiting = new TreeMap<>();
        jobs.forEach(job -> waiting.put(waiting.size(), job));
        send(waiting);
        boolean stopping = false;
        int deaths = 0;
        while (!waiting.isEmpty()) {
            Optional<Reply> reply = driver.reply(TICK_MILLIS);
            if (!stopping && stop.getAsBoolean()) {
                stopping = true;
                driver.send(new Stop());
            }
            if (reply.isEmpty() && driver.isAlive()) {
                listener.tick();
            } else if (reply.isEmpty()) {
                if (stopping || ++deaths == DRIVERS) {
                    endAll(waiting, listener, stopping, "the driver of the cluster has died " + deaths + " times");
                } else {
                    again(waiting, listener);
                }
            } else if (reply.get() instanceof Started started) {
                Optional.ofNullable(waiting.get(started.job())).ifPresent(listener::started);
            } else if (reply.get() instanceof Ended ended) {
                deaths = 0;
                Optional.ofNullable(waiting.remove(ended.job()))
                        .ifPresent(job -> listener.ended(job, ended.end().end()));
            } else if (reply.get() instanceof Refused refused) {
                endAll(waiting, listener, stopping, refused.why());
            }
        }
    }

    private void send(Map<Integer, Job> jobs) {
        jobs.forEach((number, job) ->
                driver.send(new Train(number, job.name(), job.run().toString(), job.arguments())));
    }

    private void again(Map<Integer, Job> waiting, Listener listener) {
        driver.close();
        try {
            driver = drivers.connected();
        } catch (Failure e) {
            endAll(waiting, listener, false, e.getMessage());
            return;
        }
        send(waiting);
    }

    private static void endAll(Map<Integer, Job> waiting, Listener listener, boolean stopped, String why) {
        waiting.values()
                .forEach(job -> listener.ended(
                        job, stopped ? new End.Stopped() : new End.Failed(LocalLauncher.UNAVAILABLE, why)));
        waiting.clear();
    }

    @Override
    public void close() {
        driver.close();
    }

    /**
     * What a driver is started with.
     *
     * @param log gets what it says besides
     */
    private record Drivers(SparkFolder spark, Connect connect, Map<String, String> variables, Optional<Path> log) {
        /**
         * A driver that is connected. Where a signal has ended one before it was, the next one tries.
         *
         * @throws Failure of kind UNAVAILABLE
         */
        Driver connected() {
            for (int left = DRIVERS; ; left--) {
                Driver driver = new Driver(spark, variables, log);
                if (driver.connect(connect, left > 1)) {
                    return driver;
                }
            }
        }
    }

    /** The process that Spark is in. */
    private static final class Driver {
        private static final long END_SECONDS = 20;

        private final Optional<Path> log;
        private final Process process;
        private final Writer requests;
        private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
        private final Thread reader;

        /** How many trainings run at once, from when it is connected. */
        private int slots;

        Driver(SparkFolder spark, Map<String, String> variables, Optional<Path> log) {
            this.log = log;
            ProcessBuilder builder = new ProcessBuilder(spark.driver());
            builder.environment().putAll(variables);
            builder.redirectError(log.map(file -> ProcessBuilder.Redirect.appendTo(file.toFile()))
                    .orElse(ProcessBuilder.Redirect.DISCARD));
            try {
                process = builder.start();
            } catch (IOException e) {
                throw unavailable("the driver of the cluster cannot be started: " + e.getMessage());
            }
            requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
            reader = new Thread(this::read, "cluster-replies");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    replies.add(ClusterProtocol.reply(line));
                }
            } catch (JsonProcessingException e) {
                replies.add(
                        new Refused("the driver of the cluster speaks another language: " + e.getOriginalMessage()));
            } catch (IOException e) {
                replies.add(new Refused("the driver of the cluster cannot be heard: " + e.getMessage()));
            }
        }

        /** Connects; false if a signal has ended the process before it was connected, and another one may try. */
        boolean connect(Connect connect, boolean another) {
            send(connect);
            Optional<Reply> reply = Optional.empty();
            while (reply.isEmpty() && isAlive()) {
                reply = reply(TICK_MILLIS);
            }
            if (reply.isPresent() && reply.get() instanceof Ready ready) {
                slots = ready.slots();
                return true;
            }
            close();
            if (reply.isPresent() && reply.get() instanceof Refused refused) {
                throw unavailable(refused.why());
            }
            if (another && process.exitValue() > LocalLauncher.SIGNALLED) {
                return false;
            }
            throw unavailable("the driver of the cluster has ended with code " + process.exitValue()
                    + " before it was connected"
                    + log.map(file -> "; its log is " + file).orElse(""));
        }

        /** Sends a request; one that has died does not hear it, which its silence tells. */
        void send(Record request) {
            try {
                requests.write(ClusterProtocol.write(request) + "\n");
                requests.flush();
            } catch (IOException e) {
                process.destroy(); // nothing can be said to it any more
            }
        }

        /** The next reply; empty if there is none in this time. */
        Optional<Reply> reply(long millis) {
            try {
                return Optional.ofNullable(replies.poll(millis, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e); // nobody interrupts this thread
            }
        }

        /** Whether it may still reply. */
        boolean isAlive() {
            return reader.isAlive() || !replies.isEmpty();
        }

        void close() {
            try {
                requests.close();
            } catch (IOException e) {
                // it has ended, and with it the pipe
            }
            try {
                if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    process.waitFor();
                }
                reader.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e); // nobody interrupts this thread
            }
        }

        private static Failure unavailable(String why) {
            return new Failure(Failure.Kind.UNAVAILABLE, Text.printable(why));
        }
    }
}
