package org.mnist.experiment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.RunMarks;
import org.mnist.base.SafeFiles;

/**
 * The folder of one run. While a process writes into it, it holds a lock that the system releases when the process
 * ends, however it ends.
 */
public final class RunDirectory implements AutoCloseable {
    private static final Set<String> BEGINNINGS = Set.of(RunMarks.LOCK, "log.txt", ".config.yaml.tmp");
    private static final String CHECKPOINTS = "checkpoints";

    private final RunFiles files;
    private final FileChannel lockFile;

    private RunDirectory(RunFiles files, FileChannel lockFile) {
        this.files = files;
        this.lockFile = lockFile;
    }

    /**
     * Makes a new run folder.
     *
     * @param warn gets a line for each file that a newer program wrote
     * @throws Failure of kind CANNOT_CREATE if something is there already, or it cannot be created
     */
    public static RunDirectory create(Path path, Consumer<String> warn) {
        try {
            if (Files.exists(path) && !isUnused(path)) {
                throw new Failure(
                        Failure.Kind.CANNOT_CREATE,
                        path + " is there already; go on with it by `mnist train --resume --out " + path
                                + "`, or name another --out");
            }
            Files.createDirectories(path.resolve(CHECKPOINTS));
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.CANNOT_CREATE,
                    "the run folder " + path + " cannot be created (" + SafeFiles.reason(e) + "); name another --out",
                    e);
        }
        return lock(path, warn);
    }

    /**
     * Opens a run folder to go on with it.
     *
     * @param warn gets a line for each file that a newer program wrote
     * @throws Failure of kind NOT_FOUND if it is not a run folder, LOCKED if another process works in it
     */
    public static RunDirectory resume(Path path, Consumer<String> warn) {
        requireRun(path);
        return lock(path, warn);
    }

    /**
     * Refuses what is no run folder.
     *
     * @throws Failure of kind NOT_FOUND if it is none
     */
    public static void requireRun(Path path) {
        if (!Files.isRegularFile(RunFiles.config(path))) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    path
                            + " is no run folder to go on with (it has no config.yaml); start one with `mnist train"
                            + " --arch lenet5`");
        }
    }

    private static RunDirectory lock(Path path, Consumer<String> warn) {
        FileChannel file = null;
        try {
            file = FileChannel.open(path.resolve(RunMarks.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = file.tryLock();
            if (lock != null) {
                return new RunDirectory(new RunFiles(path, warn), file);
            }
            file.close();
        } catch (OverlappingFileLockException e) {
            close(file);
        } catch (IOException e) {
            close(file);
            throw SafeFiles.failure(path, e);
        }
        throw new Failure(
                Failure.Kind.LOCKED, path + " is in use by another run; wait for it to end, or name another --out");
    }

    /** The files of the run. */
    public RunFiles files() {
        return files;
    }

    @Override
    public void close() {
        close(lockFile);
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
                || (name.equals(CHECKPOINTS)
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

    private static void close(@Nullable FileChannel file) {
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            throw new Failure(Failure.Kind.IO, "the lock of a run folder cannot be released: " + e.getMessage(), e);
        }
    }
}
