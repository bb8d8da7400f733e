package org.mnist.picture;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A search for the pictures in folders, and for what a pattern matches. What is hidden is not found. */
public final class PictureSearch {
    /** The endings of pictures' names; HEIC and AVIF are among them so that somebody learns why these are not read. */
    private static final Set<String> ENDINGS = Set.of(
            "png", "jpg", "jpeg", "jpe", "jfif", "bmp", "dib", "gif", "tif", "tiff", "webp", "heic", "heif", "avif");

    private final boolean recursive;
    private final BiConsumer<Path, IOException> failed;

    /** What was found so far, in the order of the names. */
    private final Set<Path> found = new TreeSet<>();

    private int others;

    /**
     * A search.
     *
     * @param recursive whether the folders in a folder are searched, too
     * @param failed gets what cannot be read, and why
     */
    public PictureSearch(boolean recursive, BiConsumer<Path, IOException> failed) {
        this.recursive = recursive;
        this.failed = failed;
    }

    /** Whether a name has signs that stand for others in a pattern. */
    public static boolean isPattern(String name) {
        return name.matches("(?s).*[*?\\[{].*");
    }

    /** The files of a folder that are named as pictures are, in the order of their names. */
    public List<Path> in(Path folder) {
        walk(folder, recursive ? Integer.MAX_VALUE : 1, new Visitor(folder) {
            @Override
            void see(Path file, boolean isFile) {
                if (isFile && isNamedLikeAPicture(file)) {
                    found.add(file);
                } else if (isFile) {
                    others++;
                }
            }
        });
        return List.copyOf(found);
    }

    /** How many files were left out because they are not named as pictures are. */
    public int others() {
        return others;
    }

    /**
     * The files and folders that a pattern matches, as a shell's would, in the order of their names; one with {@code **}, which
     * stands for any folders, matches files only.
     */
    public List<Path> matching(String pattern) {
        String slashed = pattern.replaceAll("/+", "/");
        List<String> parts = Arrays.asList(slashed.split("/", -1));
        int fixed = 0;
        while (fixed < parts.size() - 1 && !isPattern(parts.get(fixed))) {
            fixed++;
        }
        Path start = Path.of(fixed == 1 && parts.get(0).isEmpty() ? "/" : String.join("/", parts.subList(0, fixed)));
        boolean anyFolders = slashed.contains("**");
        boolean hidden = parts.subList(fixed, parts.size()).stream().anyMatch(part -> part.startsWith("."));
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + slashed);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        walk(start, anyFolders ? Integer.MAX_VALUE : parts.size() - fixed, new Visitor(start) {
            @Override
            boolean isSeen(Path path) {
                return hidden || super.isSeen(path);
            }

            @Override
            void see(Path path, boolean isFile) {
                if ((isFile || !anyFolders) && matcher.matches(path)) {
                    found.add(path);
                }
            }
        });
        return List.copyOf(found);
    }

    private static boolean isNamedLikeAPicture(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private static void walk(Path start, int depth, FileVisitor<Path> visitor) {
        try {
            Files.walkFileTree(start, EnumSet.noneOf(FileVisitOption.class), depth, visitor);
        } catch (IOException e) {
            throw new IllegalStateException(e); // the visitor throws none
        }
    }

    /** Sees all that is not hidden below a folder. */
    private abstract class Visitor extends SimpleFileVisitor<Path> {
        private final Path start;

        Visitor(Path start) {
            this.start = start;
        }

        /** A file, or a folder. */
        abstract void see(Path path, boolean isFile);

        boolean isSeen(Path path) {
            return !String.valueOf(path.getFileName()).startsWith(".");
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.equals(start)) {
                return FileVisitResult.CONTINUE;
            }
            if (!isSeen(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            see(folder, false);
            return FileVisitResult.CONTINUE;
        }

        /** Also called for a folder at the greatest depth, and for a link. */
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isSeen(file)) {
                see(file, Files.isRegularFile(file));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            failed.accept(file, e);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            if (e != null) {
                failed.accept(folder, e);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
