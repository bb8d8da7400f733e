package org.mnist.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * Kills real trainings with SIGKILL, at random moments and at random places inside their saves, resumes each to its end,
 * and compares it with the training that nobody disturbed.
 */
public final class ResumeTorture {
    private static final int LIMIT_SECONDS = 600;

    private final Command command;
    private final Path folder;
    private final List<String> options;
    private Outcome undisturbed;
    private long trainingMillis;
    private int savePoints;

    /**
     * A torture.
     *
     * @param command the program
     * @param folder where the runs go
     * @param options of {@code train}, without {@code --out}
     */
    public ResumeTorture(Command command, Path folder, List<String> options) {
        this.command = command;
        this.folder = folder;
        this.options = List.copyOf(options);
    }

    /**
     * {@code FOLDER KILLS SAVES LANES OPTION...}: so many kills at random moments, so many inside saves, so many at a time.
     */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        int kills = Integer.parseInt(args[1]);
        int saves = Integer.parseInt(args[2]);
        ResumeTorture torture = new ResumeTorture(
                Command.launcher(Map.of()), folder, Arrays.asList(args).subList(4, args.length));
        String differences = torture.run(kills, saves, Integer.parseInt(args[3]));
        System.exit(differences.isEmpty() ? 0 : 1);
    }

    /** Does it all, says how it went on standard output, and gives the differences found; none is an empty text. */
    public String run(int kills, int saves, int lanes) throws Exception {
        runUndisturbed();
        requireNegativeControl();
        ExecutorService pool = Executors.newFixedThreadPool(lanes);
        try {
            List<Future<String>> trials = new ArrayList<>();
            for (int i = 0; i < kills + saves; i++) {
                int number = i;
                boolean inSave = number >= kills;
                Callable<String> trial = () -> trial(number, inSave);
                trials.add(pool.submit(trial));
            }
            List<String> differences = new ArrayList<>();
            for (Future<String> trial : trials) {
                differences.add(trial.get());
            }
            differences.removeIf(String::isEmpty);
            say("%d kills at random moments, %d inside saves: %d differences", kills, saves, differences.size());
            return String.join("\n", differences);
        } finally {
            pool.shutdownNow();
        }
    }

    private void runUndisturbed() throws Exception {
        Path run = folder.resolve("undisturbed");
        finish(run, options, 0); // measures layouts, warms caches
        FileUtils.deleteDirectory(run.toFile());
        Path points = folder.resolve("points");
        Files.deleteIfExists(points);
        Process process = command.start(train(run, options), points.toString(), folder.resolve("log"));
        awaitBeginning(process, run);
        long start = System.nanoTime();
        require(await(process) == 0, "the undisturbed run failed", folder.resolve("log"));
        trainingMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        savePoints = Files.readAllLines(points).size();
        undisturbed = Outcome.of(run);
        say("undisturbed: %d ms of training, %d places in saves", trainingMillis, savePoints);
    }

    /** With another seed, every part must differ, or the comparison is worth nothing. */
    private void requireNegativeControl() throws Exception {
        Path run = folder.resolve("other-seed");
        List<String> otherSeed = new ArrayList<>(options);
        otherSeed.addAll(List.of("--seed", "4711"));
        finish(run, otherSeed, 0);
        String differences = undisturbed.differences(Outcome.of(run));
        require(
                differences.split(", ", -1).length == undisturbed.parts().size(),
                "another seed differs only in " + differences,
                folder.resolve("log"));
        say("another seed: all %d parts differ", undisturbed.parts().size());
        FileUtils.deleteDirectory(run.toFile());
    }

    private String trial(int number, boolean inSave) throws Exception {
        SplittableRandom random = new SplittableRandom(number);
        Path run = folder.resolve("run-" + number);
        Path points = folder.resolve("points-" + number);
        Path log = folder.resolve("log-" + number);
        String where;
        if (inSave) {
            int place = 1 + random.nextInt(savePoints);
            Process process = command.start(train(run, options), points + ":" + place, log);
            List<String> passed = List.of();
            while (process.isAlive() && passed.size() < place) {
                Thread.sleep(2);
                passed = Files.exists(points) ? Files.readAllLines(points) : passed;
            }
            require(process.isAlive(), "it ended before place " + place, log);
            kill(process);
            where = passed.get(place - 1).replace(run.toString(), "").replaceAll("\\S*/(?=\\S*$)", "");
        } else {
            long moment = random.nextLong(trainingMillis);
            Process process = command.start(train(run, options), null, log);
            awaitBeginning(process, run);
            if (process.waitFor(moment, TimeUnit.MILLISECONDS)) {
                require(process.exitValue() == 0, "it failed by itself", log);
                where = "after its end";
            } else {
                kill(process);
                where = "after " + moment + " ms of training";
            }
        }
        boolean hadCheckpoint = hasCheckpoint(run);
        finish(run, options, number);
        String differences = undisturbed.differences(Outcome.of(run));
        say(
                "%3d killed %s%s: %s",
                number,
                where,
                hadCheckpoint ? "" : ", before the first checkpoint",
                differences.isEmpty() ? "the same" : "DIFFERS in " + differences);
        if (differences.isEmpty()) {
            FileUtils.deleteDirectory(run.toFile());
        }
        Files.deleteIfExists(points);
        Files.deleteIfExists(log);
        return differences;
    }

    /** Waits until a run has written its first file. */
    private static void awaitBeginning(Process process, Path run) throws InterruptedException {
        while (process.isAlive() && !Files.exists(run.resolve("config.yaml"))) {
            Thread.sleep(2);
        }
    }

    private static boolean hasCheckpoint(Path run) throws IOException {
        if (!Files.isDirectory(run.resolve("checkpoints"))) {
            return false;
        }
        try (Stream<Path> all = Files.list(run.resolve("checkpoints"))) {
            return all.anyMatch(path -> path.getFileName().toString().startsWith("epoch"));
        }
    }

    /** Starts or resumes a run, whichever there is cause for, and lets it come to its end. */
    private void finish(Path run, List<String> with, int number) throws Exception {
        Path log = folder.resolve("log-finish-" + number);
        boolean begun = Files.exists(run.resolve("config.yaml"));
        Process process = command.start(
                begun ? List.of("train", "--resume", "--out", run.toString()) : train(run, with), null, log);
        require(await(process) == 0, "it could not be " + (begun ? "resumed" : "started"), log);
        Files.delete(log);
    }

    private static List<String> train(Path run, List<String> options) {
        List<String> line = new ArrayList<>(List.of("train", "--out", run.toString()));
        line.addAll(options);
        return line;
    }

    /** SIGKILL. */
    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    private static int await(Process process) throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            kill(process);
        }
        return process.exitValue();
    }

    private static void require(boolean condition, String otherwise, Path log) throws IOException {
        if (!condition) {
            throw new IllegalStateException(otherwise + ":\n" + Files.readString(log));
        }
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
