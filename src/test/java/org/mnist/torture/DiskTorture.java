package org.mnist.torture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.mnist.testing.Command;

/**
 * Fills the disk at each place in each save of a training. The training must then end with code 74 and one line, and,
 * once there is room again, go on to what it would have been. Where nothing more is to be written it may also just end.
 */
final class DiskTorture {
    private static final int IO = 74;

    private final Trainings trainings;

    private DiskTorture(Trainings trainings) {
        this.trainings = trainings;
    }

    /** {@code FOLDER NOTES OPTION...}: the folder is on a small disk of its own, the folder for notes is on another. */
    public static void main(String[] args) throws Exception {
        Trainings trainings = new Trainings(
                Command.launcher(Map.of()),
                Path.of(args[0]),
                Path.of(args[1]),
                Arrays.asList(args).subList(2, args.length));
        DiskTorture torture = new DiskTorture(trainings);
        String differences = Trainings.all(trainings.failPoints(), 1, torture::trial);
        Trainings.say(
                "disk filled at %d places: %d differences",
                trainings.failPoints(), differences.lines().count());
        System.exit(differences.isEmpty() ? 0 : 1);
    }

    private String trial(int number) throws Exception {
        Path run = trainings.run(number);
        List<Process> started = new ArrayList<>();
        String where = trainings.hold(number, number + 1, started);
        Path filler = run.resolveSibling("filler");
        fill(filler);
        Files.delete(trainings.points(number));
        int code = Trainings.await(started.get(0));
        Files.delete(filler);
        String said = Files.readString(trainings.log(run));
        long lines = said.lines().filter(line -> line.startsWith("mnist: ")).count();
        trainings.require(
                !said.contains("\tat ") && (code == IO ? lines == 1 : code == 0), "it ended with " + code, run);
        trainings.finish(run);
        String differences = trainings.differences(run);
        Trainings.say(
                "%3d full at: %s: ended with %d, then %s",
                number, where, code, differences.isEmpty() ? "the same" : "DIFFERS: " + differences);
        return differences;
    }

    private static void fill(Path filler) throws IOException {
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int size : new int[] {1 << 20, 1 << 12, 1}) {
                fill(out, new byte[size]);
            }
        }
    }

    private static void fill(OutputStream out, byte[] block) {
        try {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            return; // full, which is the aim
        }
    }
}
