package org.mnist.base;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files that are there whole or not at all, also after a crash: written aside under a name that nobody can know beforehand,
 * forced to the disk, then renamed. Only plain files are ever replaced, and no link is followed to what is written.
 */
public final class SafeFiles {
    private static final int BUFFER = 1 << 16;
    private static final String ASIDE = ".mnist-";
    private static final String ENDING = ".tmp";

    /** What lies aside and was not touched for so long was left by a process that was killed. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private SafeFiles() {}

    /** Writes content to a stream. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; does not close the stream. */
        void write(OutputStream out) throws IOException;
    }

    /** Replaces a file by text. */
    public static void write(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Replaces a file by the content of another one. */
    public static void copy(Path from, Path file) {
        write(file, out -> Files.copy(from, out));
    }

    /** A path as text that does not depend on where the program was started. */
    public static String absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize().toString();
    }

    /**
     * Replaces a file.
     *
     * @throws Failure of kind CANNOT_CREATE if something is there that is no plain file, IO if it cannot be written
     */
    public static void write(Path file, Content content) {
        requirePlain(file);
        Path aside = aside(folderOf(file));
        cleanAbandoned(folderOf(file));
        try {
            writeForced(aside, file, content);
            FailPoints.pass("rename", file);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            FailPoints.pass("renamed", file);
            forceFolder(folderOf(file));
        } catch (IOException e) {
            deleteQuietly(aside); // if the disk is full, it needs the room
            throw failure(file, e);
        }
    }

    /**
     * Writes a file, unless there is one when it is done: another process may have been quicker.
     *
     * @throws IOException if it cannot be written
     */
    public static void writeUnlessThere(Path file, String text) throws IOException {
        try {
            create(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (FileAlreadyExistsException e) {
            return; // which says the same
        }
    }

    /**
     * Writes a new file.
     *
     * @throws Failure of kind CANNOT_CREATE if there is one when it is done, IO if it cannot be written
     */
    public static void writeNew(Path file, Content content) {
        try {
            create(file, content);
        } catch (FileAlreadyExistsException e) {
            throw notNew(file, e);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /**
     * Refuses a file that is there already.
     *
     * @throws Failure of kind CANNOT_CREATE
     */
    public static void requireNew(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw notNew(file, null);
        }
    }

    private static Failure notNew(Path file, @Nullable Throwable cause) {
        return new Failure(
                Failure.Kind.CANNOT_CREATE,
                file + " is there already; name another file, or remove that one first",
                cause);
    }

    private static void create(Path file, Content content) throws IOException {
        Path aside = aside(folderOf(file));
        try {
            writeForced(aside, file, content);
            Files.createLink(file, aside); // of two processes only one can; a move is a look and then another step
            Files.delete(aside);
        } catch (UnsupportedOperationException e) { // such a file system has no links
            Files.move(aside, file);
        } catch (IOException e) {
            deleteQuietly(aside);
            throw e;
        }
    }

    /** Begins to append to a text file; the caller closes it. */
    public static BufferedWriter append(Path file) throws IOException {
        requirePlain(file);
        return Files.newBufferedWriter(
                file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Refuses to write where something is that is no plain file: a link leads elsewhere, and a device or a pipe would be
     * gone for all who use it.
     *
     * @throws Failure of kind CANNOT_CREATE
     */
    public static void requirePlain(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Failure(
                    Failure.Kind.CANNOT_CREATE,
                    file + " is " + kind(file) + ", and only a plain file is written over; "
                            + (Files.isDirectory(file) ? "name a file" : "remove it, or name a file"));
        }
    }

    /**
     * Refuses to write into a folder by way of a link.
     *
     * @throws Failure of kind CANNOT_CREATE if something is there that is no folder
     */
    public static void requireNoLink(Path folder) {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new Failure(
                    Failure.Kind.CANNOT_CREATE,
                    folder + " is " + kind(folder) + ", and nothing is written through it; put a folder there");
        }
    }

    private static String kind(Path there) {
        return Files.isSymbolicLink(there)
                ? "a link"
                : Files.isDirectory(there) ? "a folder" : Files.isRegularFile(there) ? "a file" : "a device or a pipe";
    }

    /** A path in a folder for what is to be renamed when it is whole; nobody can know it beforehand. */
    public static Path aside(Path folder) {
        return folder.resolve(ASIDE + UUID.randomUUID() + ENDING);
    }

    /** Whether a file or folder lies aside, or did so in an older version. */
    public static boolean isAside(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.startsWith(".") && (name.endsWith(ENDING) || name.endsWith(".part"));
    }

    /** Removes all that lies aside in a folder into which nobody else writes. */
    public static void clean(Path folder) {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, SafeFiles::isAside)) {
                for (Path path : left) {
                    delete(path);
                }
            } catch (DirectoryIteratorException e) {
                throw failure(folder, Objects.requireNonNull(e.getCause()));
            } catch (IOException e) {
                throw failure(folder, e);
            }
        }
    }

    /**
     * Deletes a file, or a folder with all that is in it; a link, and not what it leads to; nothing where there is nothing.
     * Libraries have that as well, but wait for ever where somebody has put a pipe (Commons IO 2.22 opens all that it deletes).
     */
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Deletes what is of no use to anybody any more; if that fails, something else has failed before, which is said. */
    public static void deleteQuietly(Path path) {
        try {
            delete(path);
        } catch (IOException e) {
            return;
        }
    }

    /** Removes what killed processes have left in a folder that others may write into as well. */
    private static void cleanAbandoned(Path folder) {
        Instant latest = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ASIDE + "*" + ENDING)) {
            for (Path path : left) {
                BasicFileAttributes found =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (found.isRegularFile()
                        && found.lastModifiedTime().toInstant().isBefore(latest)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return; // another process was quicker; what is wrong with the folder, the write itself will say
        }
    }

    /** The folder that a file is in, as an absolute path; of a file system's root the root. */
    public static Path folderOf(Path file) {
        Path absolute = file.toAbsolutePath();
        return Objects.requireNonNullElse(absolute.getParent(), absolute);
    }

    /** A path without links in it, also of what is not there yet. */
    public static Path realPath(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path there = absolute;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there.toRealPath().resolve(there.relativize(absolute)).normalize();
    }

    /** The folder itself if it is there, else the nearest of those around it that is. */
    public static Path nearest(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }

    /** The bytes of all files below a folder, links not followed; what cannot be seen, or goes meanwhile, counts for nothing. */
    public static long size(Path folder) {
        long[] bytes = {0};
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    bytes[0] += attributes.isRegularFile() ? attributes.size() : 0;
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path left, @Nullable IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            return bytes[0]; // no more can be seen
        }
        return bytes[0];
    }

    /** Writes a new file in a folder that lies aside, and forces it to the disk. */
    public static void writeForced(Path file, Content content) throws IOException {
        writeForced(file, file, content);
    }

    /** Writes a new file, which is to have another name in the end. */
    private static void writeForced(Path file, Path name, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            FailPoints.pass("opened", name);
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            content.write(FailPoints.passing(out, BUFFER, name));
            out.flush();
            FailPoints.pass("written", name);
            channel.force(true);
            FailPoints.pass("forced", name);
        }
    }

    /** Makes renames within a folder last. Windows cannot open a folder, and needs no such thing. */
    public static void forceFolder(Path folder) throws IOException {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Why something failed, without the name of the file where the system gives a reason apart from it. */
    public static String reason(IOException e) {
        String apart = e instanceof FileSystemException f ? f.getReason() : null;
        return apart == null ? Failure.message(e) : apart;
    }

    /** The failure that a failed write is. */
    public static Failure failure(Path path, IOException e) {
        return new Failure(
                Failure.Kind.IO,
                path + " cannot be written or read: " + reason(e)
                        + "; see that the disk has room and the folder can be written",
                e);
    }
}
