package org.mnist.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.mnist.base.RunMarks;
import org.mnist.base.SafeFiles;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;

/**
 * A training as a command of this program, which a {@link Launcher} runs somewhere.
 *
 * @param name what to call it
 * @param run the run folder
 * @param arguments the words of the command that starts it
 */
public record Job(String name, Path run, List<String> arguments) {
    /** Keeps a copy. */
    public Job {
        arguments = List.copyOf(arguments);
    }

    /**
     * The training of a configuration, which makes no noise and ends with whoever started it.
     *
     * @param config the file that has the configuration
     * @param run the run folder
     * @param layouts where all look first for the fastest kernels
     * @param more words besides
     */
    static Job training(Path config, Path run, Path layouts, List<String> more) {
        List<String> words = new ArrayList<>(List.of(
                "train",
                "--config",
                config.toString(),
                "--out",
                run.toString(),
                "--layouts",
                layouts.toString(),
                Sweep.STOP_AT_EOF,
                "--quiet"));
        words.addAll(more);
        return new Job(String.valueOf(run.getFileName()), run, words);
    }

    /** Writes the file of a configuration, also over one that somebody has changed. */
    static void write(TrainConfig config, Path file) {
        SafeFiles.folderOf(file).toFile().mkdirs();
        SafeFiles.write(file, ConfigLoader.print(config));
    }

    /** The words that start it, or go on with it where its folder has begun. */
    public List<String> command() {
        List<String> words = new ArrayList<>(arguments);
        if (Files.exists(run.resolve(RunMarks.CONFIG))) {
            words.add("--resume");
        }
        return words;
    }

    /** What changes whenever something is saved: the name of the newest checkpoint; empty before the first. */
    String progress() {
        String[] checkpoints = run.resolve(RunMarks.CHECKPOINTS).toFile().list();
        return checkpoints == null
                ? ""
                : Arrays.stream(checkpoints).max(Comparator.naturalOrder()).orElse("");
    }
}
