package org.mnist.spark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.spark.SparkConf;
import org.apache.spark.util.Utils;
import org.mnist.sweep.ClusterProtocol.Connect;

/** The configuration of Spark for a sweep. */
final class Settings {
    private static final String FILTER = "-Djdk.serialFilter=";

    /** An executor only waits for trainings, which are processes of their own; its memory is not theirs. */
    private static final String EXECUTOR_MEMORY = "512m";

    /** A task fails only by the loss of its executor, and a training goes on where it was. */
    private static final String LOSSES = "20";

    /** Of jobs that have ended Spark remembers no more than these, so that memory does not grow with their number. */
    private static final String REMEMBERED = "50";

    private Settings() {}

    /** What the user's own {@code spark-defaults.conf} says, and over it what a sweep needs. */
    static SparkConf of(Connect connect) throws IOException {
        SparkConf conf = new SparkConf(false);
        Utils.loadDefaultSparkProperties(conf, null);
        conf.setMaster(connect.master())
                .setAppName("mnist sweep")
                .set("spark.ui.enabled", "false")
                .set("spark.ui.showConsoleProgress", "false")
                .set("spark.extraListeners", ExecutorWatch.class.getName())
                .set("spark.speculation", "false")
                .set("spark.task.cpus", Integer.toString(connect.threads()))
                .set("spark.task.maxFailures", LOSSES)
                .set("spark.executor.extraJavaOptions", filter())
                .set("spark.ui.retainedJobs", REMEMBERED)
                .set("spark.ui.retainedStages", REMEMBERED)
                .set("spark.ui.retainedTasks", REMEMBERED)
                .set("spark.ui.retainedDeadExecutors", REMEMBERED)
                .setIfMissing("spark.executor.memory", EXECUTOR_MEMORY)
                .setIfMissing("spark.driver.maxResultSize", "0"); // a job has one result: one run folder
        if (!Cluster.isLocal(connect.master())) {
            conf.setJars(new String[] {ownJar()});
        }
        if (connect.parallel() > 0) {
            conf.setIfMissing("spark.cores.max", Integer.toString(connect.parallel() * connect.threads()));
        }
        String bind = connect.bind() == null && Cluster.isLocal(connect.master()) ? "127.0.0.1" : connect.bind();
        if (bind != null) {
            conf.set("spark.driver.bindAddress", bind).set("spark.driver.host", bind);
        }
        if (connect.secretFile() != null) {
            conf.set("spark.authenticate", "true")
                    .set("spark.authenticate.secret", Files.readString(Path.of(connect.secretFile())).strip())
                    .set("spark.network.crypto.enabled", "true");
        }
        return conf;
    }

    /** What executors may take out of messages: the same as this process. */
    private static String filter() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith(FILTER))
                .findFirst()
                .orElseThrow();
    }

    private static String ownJar() {
        return Objects.requireNonNull(Settings.class.getProtectionDomain().getCodeSource())
                .getLocation()
                .toString();
    }
}
