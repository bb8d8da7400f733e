package org.mnist.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.mnist.base.Failure;
import org.mnist.base.FolderLock;
import org.mnist.base.Json;
import org.mnist.base.RunMarks;
import org.mnist.base.SafeFiles;
import org.mnist.config.SweepFile;
import org.mnist.experiment.RunDirectory;

/**
 * The folder of a sweep: what it tries, a file for each configuration, the run folders of its trainings, and what they came to.
 * While a process directs the sweep it holds a lock, which the system releases when the process ends.
 */
public final class SweepFolder implements AutoCloseable {
    static final String CONFIGS = "configs";
    static final String LAYOUTS = "layouts";

    private final Path path;
    private final FolderLock lock;

    private SweepFolder(Path path, FolderLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes a new folder.
     *
     * @throws Failure of kind CANNOT_CREATE if something is there already, or it cannot be created
     */
    public static SweepFolder create(Path path) {
        requireUnused(path);
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw cannotCreate(path, e);
        }
        SweepFolder folder = lock(path);
        try {
            requireUnused(path); // another process may have had it, from its beginning to its end
            return folder;
        } catch (Failure e) {
            folder.close();
            throw e;
        }
    }

    /** Makes a new folder of that name, or with a number behind it where another process has been quicker. */
    public static SweepFolder createUnlike(Path wanted) {
        try {
            return create(RunDirectory.makeUnlike(wanted));
        } catch (IOException e) {
            throw cannotCreate(wanted, e);
        }
    }

    private static void requireUnused(Path path) {
        if (Files.exists(path) && !isUnused(path)) {
            throw new Failure(
                    Failure.Kind.CANNOT_CREATE,
                    path + " is there already; "
                            + (isSweep(path) ? "go on with it by `mnist sweep --resume --out " + path + "`, or " : "")
                            + "name another --out");
        }
    }

    private static Failure cannotCreate(Path path, IOException e) {
        return new Failure(
                Failure.Kind.CANNOT_CREATE,
                path + " cannot be created (" + SafeFiles.reason(e) + "); name another --out",
                e);
    }

    /**
     * Opens a folder to go on with its sweep.
     *
     * @throws Failure of kind NOT_FOUND if it is none, LOCKED if another process directs it
     */
    public static SweepFolder resume(Path path) {
        if (!isSweep(path)) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    path + " is no folder of a sweep to go on with (it has no sweep.yaml); start one without --resume");
        }
        return lock(path);
    }

    private static boolean isSweep(Path path) {
        return Files.isRegularFile(path.resolve(RunMarks.SWEEP));
    }

    /** Whether it is a folder with nothing in it but the lock of a sweep that was killed before it began. */
    private static boolean isUnused(Path path) {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.allMatch(entry -> entry.endsWith(RunMarks.LOCK));
        } catch (IOException e) {
            throw SafeFiles.failure(path, e);
        }
    }

    private static SweepFolder lock(Path path) {
        SafeFiles.requireNoLink(path.resolve(CONFIGS));
        SafeFiles.requireNoLink(path.resolve(LAYOUTS));
        return new SweepFolder(
                path,
                FolderLock.tryLock(path)
                        .orElseThrow(() -> new Failure(
                                Failure.Kind.LOCKED,
                                path + " is in use by another sweep; wait for it to end, or name another --out")));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** What was tried before. */
    public SweepFile sweep() {
        return SweepFile.read(path.resolve(RunMarks.SWEEP));
    }

    /** The configuration of a candidate, without a seed of its own. */
    Path config(Candidate candidate) {
        return path.resolve(CONFIGS).resolve(candidate.name() + ".yaml");
    }

    /** The run folder of a training; refused where a link would lead out of this folder. */
    TrialFolder run(Trial trial) {
        Path run = path.resolve(trial.name());
        SafeFiles.requireNoLink(run);
        return new TrialFolder(trial, run);
    }

    /** Which kernels are fastest, for all trainings alike. */
    public Path layouts() {
        return path.resolve(LAYOUTS);
    }

    /** What all came to, as a page for people. */
    public Path page() {
        return path.resolve("sweep.html");
    }

    /** Notes what is tried, so that {@code --resume} knows it. */
    public void begin(SweepFile sweep) {
        SafeFiles.write(path.resolve(RunMarks.SWEEP), sweep.print());
    }

    /**
     * Keeps what all came to so far.
     *
     * @param csv a row for each training
     */
    public void keep(SweepResult result, byte[] csv) {
        SafeFiles.write(path.resolve("sweep.json"), Json.document(result) + "\n");
        SafeFiles.write(path.resolve("sweep.csv"), out -> out.write(csv));
    }

    /** Keeps what all came to so far as a page for people, of HTML. */
    public void keepPage(String html) {
        SafeFiles.write(page(), html);
    }

    @Override
    public void close() {
        lock.close();
    }
}
