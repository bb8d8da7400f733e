package org.mnist.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills of a real cluster at random moments: {@code FOLDER KILLS SEED [WHAT]}. A sweep runs while so many workers are killed, another one for
 * executors, for trainings and for drivers. In the end each has to have the weights of a sweep that one process at a time
 * trained undisturbed, no failure, and nothing may be left running.
 */
public final class ClusterTorture {
    private static final List<Object> SWEEP = List.of(
            "sweep", "--arch", "mlp", "--data", "sample", "--epochs", 4, "--seeds", "1..6", "--set", "learning-rate=0.001,0.003");

    /** What is killed. */
    private enum Victim {
        WORKER(7_000),
        EXECUTOR(7_000),
        TRAINING(7_000),
        /** Needs some seconds until it is connected, and is killed before that and after. */
        DRIVER(20_000);

        private final int mostMillis;

        Victim(int mostMillis) {
            this.mostMillis = mostMillis;
        }
    }

    private static final int GRACE_SECONDS = 20;

    private final Path folder;
    private final Random random;
    private final StandaloneCluster cluster;

    private ClusterTorture(Path folder, Random random, StandaloneCluster cluster) {
        this.folder = folder;
        this.random = random;
        this.cluster = cluster;
    }

    /** Runs it, and ends with 1 if anything was not as it has to be. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]).toAbsolutePath();
        int kills = Integer.parseInt(args[1]);
        Files.createDirectories(folder);
        Path undisturbed = folder.resolve("undisturbed");
        int code = start(folder, undisturbed, "--parallel", 1).waitFor();
        if (code != 0) {
            throw new IllegalStateException("the undisturbed sweep ended with code " + code);
        }
        Map<String, String> weights = Program.weights(undisturbed);
        boolean good = true;
        try (StandaloneCluster cluster =
                new StandaloneCluster(folder.resolve("cluster"), Program.spark(), Optional.empty())) {
            ClusterTorture torture = new ClusterTorture(folder, new Random(Long.parseLong(args[2])), cluster);
            for (Victim victim : Victim.values()) {
                if (args.length < 4 || victim.name().equalsIgnoreCase(args[3])) {
                    good &= torture.run(victim, kills, weights);
                }
            }
        }
        System.exit(good ? 0 : 1);
    }

    private static Object[] words(Path out, Object... more) {
        List<Object> words = new ArrayList<>(SWEEP);
        words.addAll(List.of("--out", out));
        words.addAll(List.of(more));
        return words.toArray();
    }

    private boolean run(Victim victim, int kills, Map<String, String> weights) throws Exception {
        String name = victim.name().toLowerCase(Locale.ROOT);
        Path out = folder.resolve(name);
        long begun = System.nanoTime();
        Process sweep = start(folder, out, "--cluster", cluster.url());
        int done = 0;
        int sweeps = 1;
        while (done < kills) {
            if (sweep.waitFor(1_000L + random.nextInt(victim.mostMillis), TimeUnit.MILLISECONDS)) {
                sweeps++; // of what is left to be killed another sweep has to do
                sweep = start(folder, folder.resolve(name + "-" + sweeps), "--cluster", cluster.url());
            }
            done += kill(victim) ? 1 : 0;
        }
        int code = sweep.waitFor();
        int unlike = 0;
        for (int i = 1; i <= sweeps; i++) {
            Path one = i == 1 ? out : folder.resolve(name + "-" + i);
            unlike += Program.weights(one).equals(weights) ? 0 : 1;
        }
        List<String> left = left();
        for (int i = 0; i < GRACE_SECONDS && !left.isEmpty(); i++) { // who has lost its driver ends by itself
            TimeUnit.SECONDS.sleep(1);
            left = left();
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d killed in %d sweeps, exit code %d, %d with other weights, %d left running, %d s%n",
                name,
                done,
                sweeps,
                code,
                unlike,
                left.size(),
                (System.nanoTime() - begun) / 1_000_000_000);
        left.forEach(System.out::println);
        return code == 0 && unlike == 0 && left.isEmpty();
    }

    private static Process start(Path folder, Path out, Object... more) throws IOException {
        List<String> words = Stream.of(words(out, more)).map(Object::toString).toList();
        return Program.command().start(words, null, folder.resolve(out.getFileName() + ".log"));
    }

    private boolean kill(Victim victim) throws IOException {
        switch (victim) {
            case WORKER -> {
                Process worker = cluster.workers().get(random.nextInt(2));
                worker.destroyForcibly();
                worker.onExit().join();
                cluster.replace(worker);
                return true;
            }
            case EXECUTOR -> {
                return killOne("CoarseGrainedExecutorBackend");
            }
            case TRAINING -> {
                return killOne("--stop-at-eof");
            }
            case DRIVER -> {
                return killOne("org.mnist.spark.Driver");
            }
        }
        throw new IllegalStateException();
    }

    private boolean killOne(String words) throws IOException {
        List<ProcessHandle> found = ours().filter(process -> line(process).contains(words)).toList();
        if (found.isEmpty()) {
            return false;
        }
        return found.get(random.nextInt(found.size())).destroyForcibly();
    }

    /** All that this process has started; what has lost its parent says so by the folder in its command line. */
    private Stream<ProcessHandle> ours() {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .filter(process -> line(process).contains(folder + "/")
                        || ProcessHandle.current().descendants().anyMatch(process::equals));
    }

    private List<String> left() {
        return ours().filter(process -> !process.equals(ProcessHandle.current()))
                .map(ClusterTorture::line)
                .filter(line -> !line.contains("deploy.master.Master") && !line.contains("deploy.worker.Worker")
                        && !line.contains("ClusterTorture"))
                .toList();
    }

    private static String line(ProcessHandle process) {
        try {
            return Files.readString(
                            Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return ""; // it has ended
        }
    }
}
