package org.mnist.experiment;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mnist.base.Failure;
import org.mnist.base.FolderLock;
import org.mnist.base.RunMarks;
import org.mnist.base.SafeFiles;

/**
 * The folder of one run. While a process writes into it, it holds a lock that the system releases when the process
 * ends, however it ends. Nothing is written through links that somebody may have put into it.
 */
public final class RunDirectory implements AutoCloseable {
    private static final Set<String> BEGINNINGS = Set.of(RunMarks.LOCK, "log.txt");
    /** How long a training waits for one who only looks whether somebody works in the folder. */
    private static final Duration GLANCE = Duration.ofMillis(300);

    /** How long a short piece of work waits for another one. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunFiles files;
    private final FolderLock lock;

    private RunDirectory(RunFiles files, FolderLock lock) {
        this.files = files;
        this.lock = lock;
    }

    /**
     * Makes a new run folder.
     *
     * @param warn gets a line for each file that a newer program wrote
     * @throws Failure of kind CANNOT_CREATE if something is there already, or it cannot be created
     */
    public static RunDirectory create(Path path, Consumer<String> warn) {
        try {
            requireUnused(path);
            Files.createDirectories(path.resolve(RunMarks.CHECKPOINTS));
        } catch (IOException e) {
            throw cannotCreate(path, e);
        }
        RunDirectory directory = lock(path, warn);
        try {
            requireUnused(path); // another process may have had it, from its beginning to its end
            directory.clean();
            return directory;
        } catch (Failure e) {
            directory.close();
            throw e;
        }
    }

    /**
     * Makes a new run folder of that name, or with a number behind it where another process has been quicker.
     *
     * @param wanted the name
     * @param warn gets a line for each file that a newer program wrote
     * @throws Failure of kind CANNOT_CREATE if it cannot be created
     */
    public static RunDirectory createUnlike(Path wanted, Consumer<String> warn) {
        try {
            return create(makeUnlike(wanted), warn);
        } catch (IOException e) {
            throw cannotCreate(wanted, e);
        }
    }

    /** Makes an empty folder of that name, or with a number behind it: of two processes only one can make it. */
    public static Path makeUnlike(Path wanted) throws IOException {
        Files.createDirectories(SafeFiles.folderOf(wanted));
        Path path = wanted;
        for (int number = 2; ; number++) {
            try {
                return Files.createDirectory(path);
            } catch (FileAlreadyExistsException e) {
                path = wanted.resolveSibling(wanted.getFileName() + "-" + number);
            }
        }
    }

    /** The time as a part of a folder's name. */
    public static String stamp(LocalDateTime now) {
        return now.format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
    }

    private static void requireUnused(Path path) {
        if (Files.exists(path) && !isUnused(path)) {
            throw new Failure(
                    Failure.Kind.CANNOT_CREATE,
                    path + " is there already; "
                            + (isRun(path) ? "go on with it by `mnist train --resume --out " + path + "`, or " : "")
                            + "name another --out");
        }
    }

    private static Failure cannotCreate(Path path, IOException e) {
        return new Failure(
                Failure.Kind.CANNOT_CREATE,
                "the run folder " + path + " cannot be created (" + SafeFiles.reason(e) + "); name another --out",
                e);
    }

    /**
     * Opens a run folder to go on with it.
     *
     * @param warn gets a line for each file that a newer program wrote
     * @throws Failure of kind NOT_FOUND if it is not a run folder, LOCKED if another process works in it
     */
    public static RunDirectory resume(Path path, Consumer<String> warn) {
        requireRun(path);
        RunDirectory directory = lock(path, warn);
        directory.clean();
        try {
            Files.createDirectories(path.resolve(RunMarks.CHECKPOINTS));
        } catch (IOException e) {
            directory.close();
            throw SafeFiles.failure(path, e);
        }
        return directory;
    }

    /**
     * Opens a run folder for a short piece of work, once nobody else works in it.
     *
     * @param warn gets a line if that takes time, and for each file that a newer program wrote
     * @throws Failure of kind NOT_FOUND if it is not a run folder, LOCKED if another process works in it for long
     */
    public static RunDirectory await(Path path, Consumer<String> warn) {
        requireRun(path);
        Optional<RunDirectory> directory = tryLock(path, GLANCE, warn);
        if (directory.isEmpty()) {
            warn.accept("waiting for another process that works in " + path);
            directory = tryLock(path, PATIENCE, warn);
        }
        directory.ifPresent(RunDirectory::clean);
        return directory.orElseThrow(() -> locked(path));
    }

    /**
     * Opens a run folder if nobody works in it; empty if somebody does.
     *
     * @param warn gets a line for each file that a newer program wrote
     */
    static Optional<RunDirectory> ifFree(Path path, Consumer<String> warn) {
        return tryLock(path, warn);
    }

    /**
     * Whether somebody works in a run folder. Who begins to at this very moment is not kept from it: they ask again, and this
     * look is over at once.
     */
    public static boolean isInUse(Path path) {
        return FolderLock.isHeld(path);
    }

    /**
     * Refuses what is no run folder.
     *
     * @throws Failure of kind NOT_FOUND if it is none
     */
    public static void requireRun(Path path) {
        if (Files.isRegularFile(path.resolve(RunMarks.SWEEP))) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    path + " is the folder of a sweep; its run folders lie in it (`mnist runs " + path + "`)");
        }
        if (!isRun(path)) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    path
                            + " is no run folder to go on with (it has no config.yaml); start one with `mnist train"
                            + " --arch lenet5`");
        }
    }

    private static boolean isRun(Path path) {
        return Files.isRegularFile(RunFiles.config(path));
    }

    private static RunDirectory lock(Path path, Consumer<String> warn) {
        return tryLock(path, GLANCE, warn).orElseThrow(() -> locked(path));
    }

    /** The same as {@link #tryLock(Path, Consumer)}, asked again and again for so long. */
    private static Optional<RunDirectory> tryLock(Path path, Duration patience, Consumer<String> warn) {
        Instant latest = Instant.now().plus(patience);
        Optional<RunDirectory> directory = tryLock(path, warn);
        while (directory.isEmpty() && Instant.now().isBefore(latest)) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            directory = tryLock(path, warn);
        }
        return directory;
    }

    private static Failure locked(Path path) {
        return new Failure(
                Failure.Kind.LOCKED, path + " is in use by another run; wait for it to end, or name another --out");
    }

    /** The folder, locked; empty if another process, or another thread of this one, has the lock. */
    private static Optional<RunDirectory> tryLock(Path path, Consumer<String> warn) {
        RunFiles files = new RunFiles(path, warn);
        SafeFiles.requireNoLink(path.resolve(RunMarks.CHECKPOINTS));
        SafeFiles.requireNoLink(files.layouts());
        return FolderLock.tryLock(path).map(lock -> new RunDirectory(files, lock));
    }

    /** Removes what was being written when an earlier process was killed. */
    private void clean() {
        SafeFiles.clean(files.path());
        SafeFiles.clean(files.layouts());
        files.checkpoints().clean();
    }

    /**
     * Refuses to go on where the folder is no longer the one that was opened: what is written would be half a run in its
     * place.
     *
     * @throws Failure of kind IO if it has been moved, deleted or replaced meanwhile
     */
    public void requireInPlace() {
        Path path = files.path();
        if (lock.isInPlace()) {
            return;
        }
        throw new Failure(
                Failure.Kind.IO,
                path + " has been moved or deleted while it was worked in; what was saved has gone with it: go on by"
                        + " `mnist train --resume --out` with its new name");
    }

    /** The files of the run. */
    public RunFiles files() {
        return files;
    }

    @Override
    public void close() {
        lock.close();
    }

    /** Whether it is a folder with nothing in it but what a run leaves that is cut off before its first file. */
    private static boolean isUnused(Path path) {
        if (!Files.isDirectory(path)) {
            return false;
        }
        return list(path).stream().allMatch(RunDirectory::isBeginning);
    }

    private static boolean isBeginning(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return BEGINNINGS.contains(name)
                || SafeFiles.isAside(entry)
                || (name.equals(RunMarks.CHECKPOINTS)
                        && Files.isDirectory(entry)
                        && list(entry).isEmpty());
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw SafeFiles.failure(folder, e);
        }
    }
}
