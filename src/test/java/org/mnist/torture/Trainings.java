package org.mnist.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;
import org.mnist.testing.Children;
import org.mnist.testing.Command;

/** Trainings of one configuration, each in a process of its own, and what they come to if nobody disturbs them. */
final class Trainings {
    private static final int LIMIT_SECONDS = 600;

    private final Command command;
    private final Path folder;
    private final Path notes;
    private final List<String> options;
    private final Outcome undisturbed;
    private final long millis;
    private final int failPoints;

    /**
     * Trains once to warm caches, once undisturbed, and once as a negative control.
     *
     * @param command the program
     * @param folder where the runs go
     * @param notes where it is written down what they say
     * @param options of {@code train}, without {@code --out}
     */
    Trainings(Command command, Path folder, Path notes, List<String> options) throws Exception {
        this.command = command;
        this.folder = folder;
        this.notes = notes;
        this.options = List.copyOf(options);
        Path run = run("undisturbed");
        finish(run); // measures layouts, warms caches
        FileUtils.deleteDirectory(run.toFile());
        Path points = notes.resolve("points");
        Files.deleteIfExists(points);
        Process process = start(run, points.toString());
        awaitBeginning(process, run);
        long start = System.nanoTime();
        require(await(process) == 0, "the undisturbed run failed", run);
        millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        failPoints = Files.readAllLines(points).size();
        undisturbed = Outcome.of(run);
        say("undisturbed: %d ms of training, %d fail points", millis, failPoints);
        requireNegativeControl();
    }

    /** How long a training takes from its first file on, in ms. */
    long millis() {
        return millis;
    }

    /** How many places there are in its saves. */
    int failPoints() {
        return failPoints;
    }

    /** A run's folder. */
    Path run(int number) {
        return run("run-" + number);
    }

    /** The folders of all runs have the same name, which their pictures carry. */
    private Path run(String name) {
        return folder.resolve(name).resolve("run");
    }

    /** Where a run's fail points are written to. */
    Path points(int number) {
        return notes.resolve("points-" + number);
    }

    /** With another seed, every part that depends on it must differ, or the comparison is worth nothing. */
    private void requireNegativeControl() throws Exception {
        Path run = run("other-seed");
        List<String> line = train(run);
        line.addAll(List.of("--seed", "4711"));
        require(await(command.start(line, null, log(run))) == 0, "the run with another seed failed", run);
        String same = undisturbed.sameAs(Outcome.of(run));
        require(same.equals(undisturbed.withoutSeed()), "with another seed these are the same: " + same, run);
        say("another seed: all %d parts differ, but for %s", undisturbed.parts().size(), same);
        FileUtils.deleteDirectory(run.toFile());
    }

    /** Starts a run. */
    Process start(Path run, String failPoints) throws IOException {
        return command.start(train(run), failPoints, log(run));
    }

    /** Starts a run that waits at a place in one of its saves, and waits until it is there; gives the place. */
    String hold(int number, int place, List<Process> started) throws Exception {
        Path points = points(number);
        Process process = start(run(number), points + ":" + place);
        started.add(process);
        until(process, () -> passed(points).size() >= place);
        require(process.isAlive(), "it ended before place " + place, run(number));
        return passed(points).get(place - 1).replaceAll("\\S*/(?=\\S*$)", "");
    }

    /** Starts or resumes a run, whichever there is cause for, and lets it come to its end. */
    void finish(Path run) throws Exception {
        boolean begun = Files.exists(run.resolve("config.yaml"));
        List<String> line = begun ? List.of("train", "--resume", "--out", run.toString()) : train(run);
        require(
                await(command.start(line, null, log(run))) == 0,
                "it could not be " + (begun ? "resumed" : "started"),
                run);
    }

    /** The differences from the undisturbed run; an empty text, and the run is deleted, if there are none. */
    String differences(Path run) throws IOException {
        String differences = undisturbed.differences(Outcome.of(run));
        if (differences.isEmpty()) {
            FileUtils.deleteDirectory(run.toFile());
            Files.delete(log(run));
        }
        return differences;
    }

    /** The lines of a run since it was last started. */
    Path log(Path run) {
        return notes.resolve(run.getParent().getFileName() + ".log");
    }

    private List<String> train(Path run) {
        List<String> line = new ArrayList<>(List.of("train", "--out", run.toString()));
        line.addAll(options);
        return line;
    }

    private static List<String> passed(Path points) throws IOException {
        return Files.exists(points) ? Files.readAllLines(points) : List.of();
    }

    /** Waits until a run has written its first file. */
    static void awaitBeginning(Process process, Path run) {
        until(process, () -> Files.exists(run.resolve("config.yaml")));
    }

    /** Waits until it is so, or the process has ended. */
    private static void until(Process process, Callable<Boolean> isSo) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .until(() -> !process.isAlive() || isSo.call());
    }

    /** SIGKILL. */
    static void kill(Process process) throws InterruptedException {
        Children.kill(process);
        process.waitFor();
    }

    /** The exit code; what takes for ever is killed. */
    static int await(Process process) throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            kill(process);
        }
        return process.exitValue();
    }

    void require(boolean condition, String otherwise, Path run) throws IOException {
        if (!condition) {
            throw new IllegalStateException(run + ": " + otherwise + ":\n" + Files.readString(log(run)));
        }
    }

    static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** A trial, by its number. */
    interface Trial {
        /** Gives what differs, or an empty text. */
        String run(int number) throws Exception;
    }

    /** Runs trials, several at a time, and gives all differences, a line each. */
    static String all(int trials, int lanes, Trial trial) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(lanes);
        try {
            List<Future<String>> results = new ArrayList<>();
            for (int i = 0; i < trials; i++) {
                int number = i;
                Callable<String> call = () -> trial.run(number);
                results.add(pool.submit(call));
            }
            List<String> differences = new ArrayList<>();
            for (Future<String> result : results) {
                differences.add(result.get());
            }
            differences.removeIf(String::isEmpty);
            return String.join("\n", differences);
        } finally {
            pool.shutdownNow();
        }
    }
}
