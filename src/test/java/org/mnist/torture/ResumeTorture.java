package org.mnist.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.mnist.testing.Command;

/**
 * Kills real trainings with SIGKILL, at random moments and at random places inside their saves, resumes each to its end,
 * and compares it with the training that nobody disturbed.
 */
final class ResumeTorture {
    private final Trainings trainings;
    private final int kills;

    /**
     * A torture.
     *
     * @param kills how many of the trials, the first ones, are killed at a random moment; the others inside a save
     */
    ResumeTorture(Trainings trainings, int kills) {
        this.trainings = trainings;
        this.kills = kills;
    }

    /**
     * {@code FOLDER KILLS SAVES LANES OPTION...}: so many kills at random moments, so many inside saves, so many at a time.
     */
    public static void main(String[] args) throws Exception {
        int kills = Integer.parseInt(args[1]);
        int saves = Integer.parseInt(args[2]);
        Path folder = Path.of(args[0]);
        Trainings trainings = new Trainings(
                Command.launcher(Map.of()), folder, folder, Arrays.asList(args).subList(4, args.length));
        ResumeTorture torture = new ResumeTorture(trainings, kills);
        String differences = Trainings.all(kills + saves, Integer.parseInt(args[3]), torture::trial);
        Trainings.say(
                "%d kills at random moments, %d inside saves: %d differences",
                kills, saves, differences.lines().count());
        System.exit(differences.isEmpty() ? 0 : 1);
    }

    /** One killing, and what differs after it. */
    String trial(int number) throws Exception {
        SplittableRandom random = new SplittableRandom(number);
        Path run = trainings.run(number);
        String where = number < kills ? killSomewhen(run, random) : killInSave(number, random);
        String had = hasCheckpoint(run) ? "" : ", before the first checkpoint";
        trainings.finish(run);
        String differences = trainings.differences(run);
        Trainings.say(
                "%3d killed %s%s: %s",
                number, where, had, differences.isEmpty() ? "the same" : "DIFFERS: " + differences);
        return differences;
    }

    private String killSomewhen(Path run, SplittableRandom random) throws Exception {
        long moment = random.nextLong(trainings.millis());
        Process process = trainings.start(run, null);
        Trainings.awaitBeginning(process, run);
        if (process.waitFor(moment, TimeUnit.MILLISECONDS)) {
            trainings.require(process.exitValue() == 0, "it failed by itself", run);
            FileUtils.deleteDirectory(run.toFile()); // it was too quick
            return killSomewhen(run, random);
        }
        Trainings.kill(process);
        return "after " + moment + " ms of training";
    }

    private String killInSave(int number, SplittableRandom random) throws Exception {
        List<Process> started = new ArrayList<>();
        String where = trainings.hold(number, 1 + random.nextInt(trainings.failPoints()), started);
        Trainings.kill(started.get(0));
        Files.delete(trainings.points(number));
        return "at: " + where;
    }

    private static boolean hasCheckpoint(Path run) throws IOException {
        if (!Files.isDirectory(run.resolve("checkpoints"))) {
            return false;
        }
        try (Stream<Path> all = Files.list(run.resolve("checkpoints"))) {
            return all.anyMatch(path -> path.getFileName().toString().startsWith("epoch"));
        }
    }
}
