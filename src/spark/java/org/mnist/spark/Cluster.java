package org.mnist.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.mnist.sweep.ClusterProtocol.Connect;
import org.mnist.sweep.ClusterProtocol.Ended;
import org.mnist.sweep.ClusterProtocol.Outcome;
import org.mnist.sweep.ClusterProtocol.Train;
import org.mnist.sweep.Workplace;

/** A Spark cluster that this process is a client of. Every training is a job of one task. */
final class Cluster {
    /** So long it may take until a standalone cluster answers, and then until an executor is there; a person waits no longer. */
    private static final int CONNECT_SECONDS = 18;

    /** So long it may take other clusters, which first start a container for each executor. */
    private static final int CONTAINER_SECONDS = 300;

    /** So long executors that are there may take to run a first task. */
    private static final int ANSWER_SECONDS = 90;

    private static final int PORT_MILLIS = 5_000;

    /** So long executors come in one after another, once the first is there. */
    private static final int SETTLE_MILLIS = 1_500;

    /** So long trainings that were told to stop may take to save. */
    private static final int STOP_SECONDS = 60;

    private static final String STANDALONE = "spark://";

    private static final int UNAVAILABLE = 69;

    /** A job that is stopped is in this group. */
    private static final String GROUP = "trainings";

    private final Connect connect;
    private final Driver driver;
    private final JavaSparkContext context;
    private final ExecutorWatch watch;
    private final int slots;
    private final ExecutorService threads;
    private volatile boolean stopping;

    private Cluster(Connect connect, Driver driver, JavaSparkContext context, ExecutorWatch watch, int slots) {
        this.connect = connect;
        this.driver = driver;
        this.context = context;
        this.watch = watch;
        this.slots = slots;
        threads = Executors.newFixedThreadPool(slots, task -> {
            Thread thread = new Thread(task, "job");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Connects; what is wrong with the cluster is said by the driver, and ends the process. */
    static Cluster connect(Connect connect, Driver driver) {
        boolean containers = !isLocal(connect.master()) && !connect.master().startsWith(STANDALONE);
        int seconds = containers ? CONTAINER_SECONDS : CONNECT_SECONDS;
        Deadline deadline = new Deadline(driver, seconds);
        try {
            requirePort(connect.master());
            deadline.waitingFor("the master " + connect.master() + " is not one of Spark " + Probe.version()
                    + (connect.secretFile() == null
                            ? " without a secret; look which version it runs, and whether it wants a --secret-file"
                            : " with this secret; look which version it runs, and what its secret is"));
            JavaSparkContext context = new JavaSparkContext(Settings.of(connect));
            ExecutorWatch watch = ExecutorWatch.of(driver);
            deadline.waitingFor(connect.master() + " answers, but gives no executor with " + connect.threads()
                    + (connect.threads() == 1 ? " processor" : " processors") + "; look whether it has workers, and whether others use them all");
            deadline.extend(seconds);
            watch.awaitFirst(connect.threads());
            deadline.extend(ANSWER_SECONDS); // it is no empty cluster, only a slow one
            Thread.sleep(isLocal(connect.master()) ? 0 : SETTLE_MILLIS);
            deadline.waitingFor("the executors of " + connect.master() + " do not answer; their logs may say why");
            int slots = connect.parallel() > 0 ? connect.parallel() : watch.slots(connect.threads());
            List<String> program = new ArrayList<>(connect.program());
            context.parallelize(Collections.nCopies(slots, program), slots)
                    .map(Probe::here)
                    .collect()
                    .forEach(probe -> probe.fault().ifPresent(driver::refuse));
            deadline.met();
            return new Cluster(connect, driver, context, watch, slots);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // nobody interrupts this thread
        } catch (Exception e) { // Scala does not say which; the one line says what
            driver.refuse(connect.master() + " cannot be used: " + words(e) + advice(e));
            throw new IllegalStateException(e);
        }
    }

    static boolean isLocal(String master) {
        return master.equals("local") || master.startsWith("local[");
    }

    /** Sees at once what Spark would try for a minute: that nobody listens at any of the addresses of a standalone cluster. */
    private static void requirePort(String master) throws IOException {
        if (!master.startsWith(STANDALONE)) {
            return;
        }
        String why = "";
        for (String place : master.substring(STANDALONE.length()).split(",", -1)) {
            URI uri = URI.create(STANDALONE + place);
            if (uri.getHost() == null || uri.getPort() < 0) {
                throw new IOException("it takes a host and a port: spark://HOST:7077");
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), PORT_MILLIS);
                return;
            } catch (UnknownHostException e) {
                why = "there is no host " + uri.getHost();
            } catch (IOException e) {
                why = "no master answers at " + place + " (" + e.getMessage() + ")";
            }
        }
        throw new IOException(why + "; look whether it runs, and for its URL at the top of its page");
    }

    /** How many trainings run at once. */
    int slots() {
        return slots;
    }

    /** Runs a training as soon as there is a place. */
    void train(Train train) {
        threads.execute(() -> driver.reply(new Ended(train.job(), run(train))));
    }

    private Outcome run(Train train) {
        if (stopping) {
            return new Outcome(true, 0, "");
        }
        try {
            byte[] files = new Workplace(Path.of(connect.root())).pack(train.arguments());
            context.setLocalProperty(ExecutorWatch.JOB, Integer.toString(train.job()));
            context.setJobGroup(GROUP, train.name(), false);
            Training.Result result = context.parallelize(List.of(new Training(connect, train, files)), 1)
                    .map(training -> training.run(TaskContext.get()::isInterrupted))
                    .collect()
                    .get(0);
            if (result.files() != null) {
                new Workplace(Path.of(connect.root())).replace(Path.of(train.run()), result.files());
            }
            return result.outcome();
        } catch (IOException e) {
            return new Outcome(false, 74, "its files cannot be read or written: " + e);
        } catch (Exception e) { // Scala does not say which; it is a row of the sweep
            return stopping ? new Outcome(true, 0, "") : new Outcome(false, UNAVAILABLE, words(e));
        }
    }

    /** Tells all trainings to save and stop, and starts no other. */
    void stop() {
        stopping = true;
        context.cancelJobGroup(GROUP);
    }

    /** Waits until trainings that were stopped have saved, and goes. */
    void close() {
        stop();
        watch.awaitEnds(STOP_SECONDS);
        context.stop();
    }

    private static String advice(Throwable thrown) {
        return words(thrown).startsWith("Could not parse Master URL")
                ? "; put the client of such clusters into the folder of this program's jars of Spark: spark-kubernetes_2.13"
                        + " or spark-yarn_2.13 " + Probe.version() + ", with what they need"
                : "";
    }

    private static String words(Throwable thrown) {
        String message = Optional.ofNullable(thrown.getMessage()).orElse(thrown.toString());
        return message.lines().findFirst().orElse(message);
    }
}
