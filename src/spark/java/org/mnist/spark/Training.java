package org.mnist.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.mnist.base.SafeFiles;
import org.mnist.sweep.ClusterProtocol.Connect;
import org.mnist.sweep.ClusterProtocol.Outcome;
import org.mnist.sweep.ClusterProtocol.Train;
import org.mnist.sweep.Job;
import org.mnist.sweep.Launcher;
import org.mnist.sweep.LocalLauncher;
import org.mnist.sweep.Workplace;

/**
 * A training as a task of Spark: an executor starts it as a process of its machine, and waits for it. Whatever becomes of that
 * process is a value; Spark hears of a failure only when it loses the executor, and then starts the task elsewhere.
 */
@SuppressWarnings("serial") // lists and maps that can be serialised
final class Training implements Serializable {
    /** The exit code for what cannot be read or written. */
    private static final int IO = 74;

    private final String name;
    private final String root;
    private final String token;
    private final String run;
    private final ArrayList<String> arguments;
    private final ArrayList<String> program;
    private final LinkedHashMap<String, String> environment;
    private final byte[] files;

    /**
     * A training.
     *
     * @param files what it needs where the sweep's folder is not to be had
     */
    Training(Connect cluster, Train train, byte[] files) {
        name = train.name();
        root = cluster.root();
        token = cluster.token();
        run = train.run();
        arguments = new ArrayList<>(train.arguments());
        program = new ArrayList<>(cluster.program());
        environment = new LinkedHashMap<>(cluster.environment());
        this.files = files;
    }

    /**
     * What comes back of a training.
     *
     * @param stopped whether it was asked to stop
     * @param code its exit code
     * @param why it has failed, in one line
     * @param files its run folder; null where that is the sweep's own
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Result(boolean stopped, int code, String why, byte @Nullable [] files) implements Serializable {
        Outcome outcome() {
            return new Outcome(stopped, code, why);
        }

        static Result of(Launcher.End end, byte @Nullable [] files) {
            Outcome outcome = Outcome.of(end);
            return new Result(outcome.stopped(), outcome.code(), outcome.why(), files);
        }
    }

    /**
     * Runs it to its end.
     *
     * @param stop asked now and then whether it is to save and stop
     */
    Result run(BooleanSupplier stop) {
        Path there = Path.of(root);
        try {
            return new Workplace(there).has(token)
                    ? Result.of(run(new Workplace(there), stop), null)
                    : runApart(there, stop);
        } catch (IOException | UncheckedIOException e) {
            return new Result(false, IO, "the machine that it ran on could not keep its files: " + e, null);
        }
    }

    /** Runs it in a folder of this machine, in the one that Spark gives the executor. */
    private Result runApart(Path there, BooleanSupplier stop) throws IOException {
        Workplace here = new Workplace(Files.createTempDirectory(Path.of("").toAbsolutePath(), "mnist-"));
        try {
            here.unpack(files);
            Launcher.End end = run(here, stop);
            return Result.of(end, here.pack(List.of(here.here(run, there))));
        } finally {
            SafeFiles.delete(here.root());
        }
    }

    private Launcher.End run(Workplace here, BooleanSupplier stop) {
        Path there = Path.of(root);
        Job job = new Job(
                name,
                Path.of(here.here(run, there)),
                arguments.stream().map(word -> here.here(word, there)).toList());
        List<Launcher.End> ends = new ArrayList<>();
        new LocalLauncher(1, environment, this::command)
                .run(
                        List.of(job),
                        new Launcher.Listener() {
                            @Override
                            public void started(Job started) {}

                            @Override
                            public void ended(Job ended, Launcher.End end) {
                                ends.add(end);
                            }

                            @Override
                            public void tick() {}
                        },
                        stop);
        return ends.get(0);
    }

    /** The program's command, with this machine's Java where the one of the machine that directs is not there. */
    private List<String> command(List<String> words) {
        List<String> all = new ArrayList<>(program);
        if (!Files.isExecutable(Path.of(all.get(0)))) {
            all.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        }
        all.addAll(words);
        return all;
    }
}
