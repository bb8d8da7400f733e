package org.mnist.spark;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.mnist.testing.Children;

/** A real cluster on this machine: a master and two workers with a processor each, as processes, with caches that are cold. */
final class StandaloneCluster implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-Dlog4j2.configurationFile=classpath:org/apache/spark/log4j2-defaults.properties");

    private final Path folder;
    private final Path jars;
    private final int port;
    private final Optional<Path> properties;
    private final Process master;
    private final List<Process> workers = new ArrayList<>();

    /**
     * Starts one.
     *
     * @param folder where it keeps what it has
     * @param jars the folder of Spark
     * @param secret that all sides have to know
     */
    StandaloneCluster(Path folder, Path jars, Optional<String> secret) throws IOException {
        this.folder = folder;
        this.jars = jars;
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("RELEASE"), "Spark\n");
        Files.createSymbolicLink(folder.resolve("jars"), jars.toAbsolutePath());
        properties = secret.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.writeString(
                        folder.resolve("properties"),
                        "spark.authenticate true\nspark.network.crypto.enabled true\nspark.authenticate.secret "
                                + secret.get() + "\n"));
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        master = start("master.Master", "--port", Integer.toString(port));
        await("master", "elected leader");
        workers.add(worker(1));
        workers.add(worker(2));
        await("worker1", "Successfully registered");
        await("worker2", "Successfully registered");
    }

    private void await(String log, String words) {
        Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(2))
                .until(() -> Files.readString(folder.resolve(log + ".log")).contains(words));
    }

    private Process start(String main, String... more) throws IOException {
        String name = main.startsWith("master") ? "master" : "worker" + more[more.length - 1];
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(OPTIONS);
        try (Stream<String> options = Files.lines(jars.resolve("driver.options"))) {
            options.filter(line -> line.startsWith("--add") || line.startsWith("-XX:+Ignore")).forEach(words::add);
        }
        words.addAll(List.of("-cp", jars.resolve("*").toString(), "org.apache.spark.deploy." + main));
        words.addAll(List.of("--host", "127.0.0.1", "--webui-port", "0"));
        properties.ifPresent(file -> words.addAll(List.of("--properties-file", file.toString())));
        if (name.equals("master")) {
            words.addAll(List.of(more));
        } else {
            words.addAll(List.of("-c", "1", "-m", "1g", "-d", folder.resolve(name).toString(), url()));
        }
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME", folder.toString(),
                        "SPARK_SCALA_VERSION", "2.13",
                        "SPARK_LOCAL_IP", "127.0.0.1",
                        "MNIST_HOME", folder.resolve(name + "-home").toString()));
        return Children.watch(builder.start());
    }

    /** Starts a worker, also one that has died. */
    Process worker(int number) throws IOException {
        return start("worker.Worker", Integer.toString(number));
    }

    /** Puts a new worker in the place of one that has died. */
    void replace(Process worker) throws IOException {
        int place = workers.indexOf(worker);
        workers.set(place, worker(place + 1));
    }

    /** The workers. */
    List<Process> workers() {
        return List.copyOf(workers);
    }

    /** The URL of the master. */
    String url() {
        return "spark://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        workers.forEach(Children::kill);
        Children.kill(master);
    }
}
