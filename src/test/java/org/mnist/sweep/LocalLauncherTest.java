package org.mnist.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.sweep.Launcher.End;

/** What becomes of processes that end in all ways. Scripts of a shell stand for trainings. */
@DisabledOnOs(OS.WINDOWS)
class LocalLauncherTest {
    @TempDir
    Path folder;

    private final List<String> started = new ArrayList<>();
    private final Map<String, End> ends = new LinkedHashMap<>();
    private int atOnce;
    private int mostAtOnce;

    private Job job(String name, String script) {
        return new Job(name, folder.resolve(name), List.of("sh", "-c", script));
    }

    private void run(int slots, BooleanSupplier stop, Job... jobs) {
        Launcher launcher = new LocalLauncher(slots, Map.of(), words -> words.subList(0, 3));
        launcher.run(
                List.of(jobs),
                new Launcher.Listener() {
                    @Override
                    public void started(Job job) {
                        started.add(job.name());
                        mostAtOnce = Math.max(mostAtOnce, ++atOnce);
                    }

                    @Override
                    public void ended(Job job, End end) {
                        atOnce--;
                        ends.put(job.name(), end);
                    }

                    @Override
                    public void tick() {}
                },
                stop);
    }

    @Test
    void eachEndsByItself() {
        run(
                2,
                () -> false,
                job("good", "exit 0"),
                job("bad", "echo; echo 'mnist: it diverged'; echo 'mnist: it diverged' >&2; exit 76"),
                job("silent", "exit 3"),
                job("last", "exit 0"));
        assertThat(ends)
                .containsEntry("good", new End.Done())
                .containsEntry("bad", new End.Failed(76, "it diverged"))
                .containsEntry("silent", new End.Failed(3, "its process ended with code 3"))
                .containsEntry("last", new End.Done());
        assertThat(started).containsExactlyInAnyOrder("good", "bad", "silent", "last");
    }

    @Test
    void whatIsKilledIsTriedAgainAndGivenUpIfItGetsNoFurther() {
        run(1, () -> false, job("killed", "kill -9 $$"));
        assertThat(started).hasSize(10).containsOnly("killed");
        assertThat(ends.get("killed")).isInstanceOfSatisfying(End.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(69);
            assertThat(failed.why()).contains("killed by signal 9, 10 times");
        });
    }

    /** A training of a director that was killed is still saving; the next one waits for it. */
    @Test
    void whatIsLockedIsWaitedFor() {
        run(1, () -> false, job("locked", "cd '" + folder + "'; mkdir locked 2>/dev/null && exit 75; exit 0"));
        assertThat(ends).containsEntry("locked", new End.Done());
        assertThat(started).as("it was not killed, and goes on with nothing").hasSize(1);
    }

    /** A child that a signal to all has stopped before this process has asked is not started again. */
    @Test
    void aStopThatChildrenHeardFirstStartsNothingAgain() {
        Path stopped = folder.resolve("stopped");
        run(1, () -> Files.exists(stopped), job("first", "touch '" + stopped + "'; exit 130"), job("second", "exit 0"));
        assertThat(started).containsExactly("first");
        assertThat(ends.values()).containsOnly(new End.Stopped());
    }

    /** One that saves something between its deaths is never given up. */
    @Test
    void whatGetsFurtherIsTriedAgainAsOftenAsItTakes() {
        String script = "cd '" + folder + "'; mkdir -p slow/checkpoints; n=$(ls slow/checkpoints | wc -l);"
                + " [ $n = 7 ] && exit 0; mkdir slow/checkpoints/epoch-00$n; kill -9 $$";
        run(1, () -> false, job("slow", script));
        assertThat(started).hasSize(8);
        assertThat(ends).containsEntry("slow", new End.Done());
    }

    @Test
    void aBegunRunIsGoneOnWith() throws IOException {
        Job job = new Job("run", folder.resolve("run"), List.of("train"));
        assertThat(job.command()).containsExactly("train");
        Files.createDirectories(folder.resolve("run"));
        Files.createFile(folder.resolve("run/config.yaml"));
        assertThat(job.command()).containsExactly("train", "--resume");
    }

    /** The end of their input tells them to stop; no other is started. */
    @Test
    void aStopReachesThoseThatRunAndKeepsTheOthersFromStarting() {
        run(
                2,
                () -> !ends.isEmpty() || started.size() == 2,
                job("first", "cat; exit 143"),
                job("second", "cat; exit 143"),
                job("third", "exit 0"));
        assertThat(started).containsExactlyInAnyOrder("first", "second");
        assertThat(ends.values()).containsOnly(new End.Stopped());
        assertThat(ends).hasSize(3);
    }

    @Test
    void noMoreRunAtOnceThanThereAreSlots() {
        run(
                3,
                () -> false,
                IntStream.range(0, 12).mapToObj(i -> job("job" + i, "exit 0")).toArray(Job[]::new));
        assertThat(ends).hasSize(12);
        assertThat(mostAtOnce).isLessThanOrEqualTo(3);
        assertThat(ends.values()).containsOnly(new End.Done());
    }

    @Test
    void aProgramThatIsNotThereIsAFailureOfEach() {
        new LocalLauncher(1, Map.of(), words -> List.of(folder.resolve("absent").toString()))
                .run(
                        List.of(job("job", "")),
                        new Launcher.Listener() {
                            @Override
                            public void started(Job job) {}

                            @Override
                            public void ended(Job job, End end) {
                                ends.put(job.name(), end);
                            }

                            @Override
                            public void tick() {}
                        },
                        () -> false);
        assertThat(ends.get("job"))
                .isInstanceOfSatisfying(
                        End.Failed.class, failed -> assertThat(failed.why()).startsWith("it cannot be started: "));
    }
}
