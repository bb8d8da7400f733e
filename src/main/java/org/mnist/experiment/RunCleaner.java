package org.mnist.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mnist.base.RunMarks;
import org.mnist.base.SafeFiles;

/**
 * What of some run folders is of no use to anybody any more, and its removal. No link is followed, nothing goes that is not of
 * a run, and no run that a process works in is touched.
 *
 * @param named the folders that a person named: runs, or folders of runs
 * @param checkpoints whether the checkpoints of finished runs go as well, all but the newest
 * @param warn gets a line for each thing that is left alone and why
 */
public record RunCleaner(List<Path> named, boolean checkpoints, Consumer<String> warn) {
    /** Why something goes. */
    public enum Reason {
        /** A run that has neither a checkpoint nor a model: to go on with it is to begin. */
        NO_CHECKPOINT,
        /** A run that is damaged; only if it was named itself. */
        DAMAGED,
        /** A file or folder that a killed process was writing. */
        LEFTOVER,
        /** A checkpoint of a finished run that a newer one stands for. */
        SUPERSEDED;

        /** The reason in words, which JSON has too. */
        @JsonValue
        public String text() {
            return switch (this) {
                case NO_CHECKPOINT -> "no checkpoint";
                case DAMAGED -> "damaged";
                case LEFTOVER -> "temporary";
                case SUPERSEDED -> "superseded";
            };
        }
    }

    /**
     * A thing that would go.
     *
     * @param path where it is
     * @param run the run that it is of, or is
     * @param reason why it goes
     * @param bytes what it takes
     */
    public record Removal(String path, String run, Reason reason, long bytes) {}

    /** Everything that would go, run by run. */
    public List<Removal> find() {
        return named.stream()
                .flatMap(root -> RunSearch.below(root, warn).stream())
                .distinct()
                .flatMap(run -> ofUnused(run).stream())
                .toList();
    }

    private List<Removal> ofUnused(Path run) {
        if (RunDirectory.isInUse(run)) {
            return List.of();
        }
        if (Files.isSymbolicLink(run)) {
            warn.accept(run + " is a link, and nothing is removed through it; name the folder itself");
            return List.of();
        }
        return of(run);
    }

    private List<Removal> of(Path run) {
        RunSummary summary = RunSummary.of(run, false);
        if (summary.state() == RunSummary.State.DAMAGED) {
            return named.contains(run) ? List.of(removal(run, run, Reason.DAMAGED)) : List.of();
        }
        RunFiles files = new RunFiles(run, line -> {});
        List<Path> saved = files.checkpoints().all();
        boolean empty = saved.isEmpty()
                && Stream.of(files.best(), files.last(), files.result()).noneMatch(Files::exists);
        if (empty && summary.state() == RunSummary.State.STOPPED) {
            return List.of(removal(run, run, Reason.NO_CHECKPOINT));
        }
        List<Removal> all = new ArrayList<>();
        for (Path folder : List.of(run, files.layouts(), run.resolve(RunMarks.CHECKPOINTS))) {
            leftovers(folder).forEach(path -> all.add(removal(path, run, Reason.LEFTOVER)));
        }
        if (checkpoints && summary.state() == RunSummary.State.FINISHED) {
            saved.stream().skip(1).forEach(path -> all.add(removal(path, run, Reason.SUPERSEDED)));
        }
        return all;
    }

    private static Removal removal(Path path, Path run, Reason reason) {
        return new Removal(path.toString(), run.toString(), reason, SafeFiles.size(path));
    }

    private static List<Path> leftovers(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, SafeFiles::isAside)) {
            entries.forEach(left::add);
        } catch (DirectoryIteratorException e) {
            throw SafeFiles.failure(folder, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw SafeFiles.failure(folder, e);
        }
        return left;
    }

    /**
     * Removes things that {@link #find} has found; a run that somebody has gone on with since is left alone.
     *
     * @return what is gone
     * @throws org.mnist.base.Failure of kind IO if something cannot be removed
     */
    public List<Removal> remove(List<Removal> removals) {
        Map<Path, List<Removal>> byRun = new LinkedHashMap<>();
        removals.forEach(removal -> byRun.computeIfAbsent(Path.of(removal.run()), run -> new ArrayList<>())
                .add(removal));
        List<Removal> gone = new ArrayList<>();
        byRun.forEach((run, wanted) -> gone.addAll(remove(run, wanted)));
        return gone;
    }

    private List<Removal> remove(Path run, List<Removal> wanted) {
        Optional<RunDirectory> locked = RunDirectory.ifFree(run, warn);
        if (locked.isEmpty()) {
            warn.accept(run + " is in use by now, and left alone");
            return List.of();
        }
        try (RunDirectory held = locked.get()) {
            List<Removal> still = of(run); // with the lock, nobody changes it any more
            List<Removal> gone = wanted.stream()
                    .filter(removal -> still.stream()
                            .anyMatch(now -> now.path().equals(removal.path()) && now.reason() == removal.reason()))
                    .toList();
            gone.forEach(removal -> delete(Path.of(removal.path())));
            return gone;
        }
    }

    private static void delete(Path path) {
        try {
            SafeFiles.delete(path);
        } catch (IOException e) {
            throw SafeFiles.failure(path, e);
        }
    }
}
