package org.mnist.data.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.mnist.base.Failure;
import org.mnist.base.RunMarks;
import org.mnist.base.Text;

/**
 * The way through the folders of a data set. Links to elsewhere are followed, but none that leads from a class to another
 * place of the same data, whose pictures are of other classes; no folder is entered twice. Run folders are no data.
 */
final class FolderWalk {
    private static final String RUNS = "runs";

    private final Path root;
    private final Consumer<String> log;
    private final Set<String> said = new HashSet<>();

    /**
     * A walk.
     *
     * @param root the folder of the whole data set
     * @param log gets a line for each link that is not followed
     */
    FolderWalk(Path root, Consumer<String> log) {
        this.root = real(root);
        this.log = log;
    }

    /** Says something that a person may want to know, once. */
    void say(String line) {
        if (said.add(line)) {
            log.accept(line);
        }
    }

    /** The folders in a folder that may hold data. */
    static List<Path> folders(Path folder) {
        return Listing.of(folder).stream()
                .filter(entry -> Files.isDirectory(entry) && !RunMarks.areIn(entry) && !isOfRuns(entry))
                .toList();
    }

    /** Whether a folder is the one that runs lie in if nothing else is said. */
    private static boolean isOfRuns(Path folder) {
        if (!Listing.name(folder).equals(RUNS)) {
            return false;
        }
        List<Path> all = Listing.of(folder);
        return !all.isEmpty() && all.stream().allMatch(FolderWalk::holdsRun);
    }

    private static boolean holdsRun(Path entry) {
        return Files.isDirectory(entry)
                && (RunMarks.areIn(entry) || Listing.of(entry).stream().anyMatch(RunMarks::areIn));
    }

    /** The folders in a folder that hold pictures, each of its own. */
    List<Path> classFolders(Path parent) {
        List<Path> classes = new ArrayList<>();
        for (Path folder : folders(parent)) {
            if (!isAnother(folder, parent) && hasPictures(folder, real(folder), new HashSet<>())) {
                classes.add(folder);
            }
        }
        return classes;
    }

    /** Whether a folder is a link to the one of another class, into it, or around it. */
    private boolean isAnother(Path folder, Path parent) {
        if (!Files.isSymbolicLink(folder)) {
            return false;
        }
        Path real = real(folder);
        boolean another = root.startsWith(real)
                || folders(parent).stream()
                        .filter(other -> !other.equals(folder))
                        .filter(other -> !Files.isSymbolicLink(other)
                                || Listing.name(other).compareTo(Listing.name(folder)) < 0)
                        .map(FolderWalk::real)
                        .anyMatch(other -> other.startsWith(real) || real.startsWith(other));
        if (another) {
            notFollowed(folder);
        }
        return another;
    }

    /** Whether a folder or one in it has pictures. */
    private boolean hasPictures(Path folder, Path ofClass, Set<Path> entered) {
        return enters(folder, ofClass, entered)
                && (!FolderTree.pictures(folder).isEmpty()
                        || folders(folder).stream().anyMatch(inner -> hasPictures(inner, ofClass, entered)));
    }

    /** All files in the class folders of a folder. */
    List<FolderTree.Member> members(Path parent) {
        List<FolderTree.Member> members = new ArrayList<>();
        Set<Path> entered = new HashSet<>();
        for (Path folder : classFolders(parent)) {
            collect(folder, Listing.name(folder), real(folder), entered, members);
        }
        return members;
    }

    private void collect(
            Path folder, String className, Path ofClass, Set<Path> entered, List<FolderTree.Member> members) {
        if (!enters(folder, ofClass, entered)) {
            return;
        }
        Listing.of(folder).stream()
                .filter(entry -> !Files.isDirectory(entry))
                .forEach(file -> members.add(new FolderTree.Member(file, className)));
        folders(folder).forEach(inner -> collect(inner, className, ofClass, entered, members));
    }

    /** Whether a folder belongs to a class and is entered for the first time. */
    private boolean enters(Path folder, Path ofClass, Set<Path> entered) {
        Path real = real(folder);
        boolean elsewhere = !real.startsWith(ofClass) && (real.startsWith(root) || root.startsWith(real));
        boolean enters = !elsewhere && entered.add(real);
        if (!enters) {
            notFollowed(folder);
        }
        return enters;
    }

    private void notFollowed(Path link) {
        say(Text.printable(link.toString()) + " is a link to pictures that are of another class or here already, and is"
                + " not followed");
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new Failure(Failure.Kind.IO, Text.printable(folder + " cannot be read: " + Failure.message(e)), e);
        }
    }
}
