package org.mnist.base;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.io.FileUtils;

/** Files that are there whole or not at all, also after a crash: written aside, forced to the disk, then renamed. */
public final class SafeFiles {
    private static final int BUFFER = 1 << 16;

    private SafeFiles() {}

    /** Writes content to a stream. */
    @FunctionalInterface
    public interface Writer {
        /** Writes all of it; does not close the stream. */
        void write(OutputStream out) throws IOException;
    }

    /** Replaces a file by text. */
    public static void write(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A path as text that does not depend on where the program was started. */
    public static String absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize().toString();
    }

    /** Replaces a file. */
    public static void write(Path file, Writer writer) {
        Path aside = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            writeForced(aside, writer);
            FailPoints.pass("rename", file);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            FailPoints.pass("renamed", file);
            forceFolder(folderOf(file));
        } catch (IOException e) {
            FileUtils.deleteQuietly(aside.toFile()); // if the disk is full, it needs the room
            throw failure(file, e);
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

    /** Writes a file in place and forces it to the disk. */
    public static void writeForced(Path file, Writer writer) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            FailPoints.pass("opened", file);
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            writer.write(FailPoints.passing(out, BUFFER, file));
            out.flush();
            FailPoints.pass("written", file);
            channel.force(true);
            FailPoints.pass("forced", file);
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
