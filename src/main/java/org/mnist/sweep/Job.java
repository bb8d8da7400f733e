package org.mnist.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.mnist.base.RunMarks;

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
