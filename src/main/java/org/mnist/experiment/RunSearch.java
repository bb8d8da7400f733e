package org.mnist.experiment;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.mnist.base.RunMarks;
import org.mnist.base.SafeFiles;

/** The run folders below a folder. Hidden folders, and what links lead to, are not looked into. */
public final class RunSearch {
    /** How far below the folder a run may lie: those of a sweep or a benchmark lie in a folder of their own. */
    private static final int DEPTH = 4;

    private RunSearch() {}

    /**
     * The run folders, in the order of their names.
     *
     * @param root a folder of runs, or a run itself
     * @param warn gets a line for each folder that cannot be looked into
     */
    public static List<Path> below(Path root, Consumer<String> warn) {
        List<Path> found = new ArrayList<>();
        search(root, DEPTH, found, warn);
        Collections.sort(found);
        return found;
    }

    private static void search(Path folder, int depth, List<Path> found, Consumer<String> warn) {
        if (isRun(folder)) {
            found.add(folder);
            return;
        }
        if (depth == 0) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, RunSearch::isFolder)) {
            for (Path entry : entries) {
                search(entry, depth - 1, found, warn);
            }
        } catch (NoSuchFileException e) {
            return; // where nobody has trained yet there are no runs
        } catch (DirectoryIteratorException e) {
            warn.accept("left out: " + folder + ": " + SafeFiles.reason(Objects.requireNonNull(e.getCause())));
        } catch (IOException e) {
            warn.accept("left out: " + folder + ": " + SafeFiles.reason(e));
        }
    }

    private static boolean isFolder(Path entry) {
        return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                && !String.valueOf(entry.getFileName()).startsWith(".");
    }

    /** Whether a folder is one of a run, or what is left of it. */
    private static boolean isRun(Path folder) {
        if (RunMarks.areIn(folder)) {
            return true;
        }
        boolean marked = Files.isRegularFile(folder.resolve(RunMarks.PROVENANCE))
                || Files.isRegularFile(folder.resolve(RunMarks.LOCK));
        return marked && Files.isDirectory(folder.resolve(RunMarks.CHECKPOINTS), LinkOption.NOFOLLOW_LINKS);
    }
}
