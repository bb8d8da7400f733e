package org.mnist.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.mnist.base.Failure;
import org.mnist.base.Hashes;
import org.mnist.base.SafeFiles;

/**
 * A folder into which files come whole and right, or not at all: each is written under another name, checked, and then
 * renamed. Any number of processes may do so at once.
 */
final class CacheFolder {
    /** More than any file has whose length is not known. */
    static final long MAX_BYTES = 300L << 20;

    /** A part that nobody works on, and that is older than this, was left by a process that was killed. */
    private static final Duration ORPHANED = Duration.ofMinutes(1);

    private final Path folder;

    private CacheFolder(Path folder) {
        this.folder = folder;
    }

    static CacheFolder create(Path folder) {
        try {
            Files.createDirectories(folder);
            removeOrphans(folder);
            return new CacheFolder(folder);
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.CANNOT_CREATE,
                    "the folder " + folder + " cannot be created; set MNIST_HOME to one that can",
                    e);
        }
    }

    /**
     * Keeps a file if it is the one that was wanted.
     *
     * @throws IOException if the content cannot be read or is not right
     */
    void take(KnownFile file, InputStream content, boolean gzip) throws IOException {
        Path part = SafeFiles.aside(folder);
        try {
            String hash = write(file, content, gzip, part);
            if (!hash.equals(file.hash())) {
                throw new IOException(
                        "what it has as " + file.name() + " is something else (" + file.algorithm() + " " + hash + ")");
            }
            Files.move(part, folder.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String write(KnownFile file, InputStream content, boolean gzip, Path part) throws IOException {
        // One byte more than there should be is enough to know that the file is another one.
        InputStream compressed = bounded(content, file.maxBytes() + (1 << 20));
        InputStream plain = bounded(gzip ? new GZIPInputStream(compressed, 1 << 16) : compressed, file.maxBytes() + 1);
        DigestInputStream digested = new DigestInputStream(plain, Hashes.digest(file.algorithm()));
        try (FileChannel channel = createPart(part);
                OutputStream out = Channels.newOutputStream(channel)) {
            channel.lock(); // so that others see that somebody works on it; it goes with the channel
            digested.transferTo(out);
            channel.force(true);
        }
        return Hashes.hex(digested.getMessageDigest());
    }

    private static void removeOrphans(Path folder) throws IOException {
        List<Path> parts;
        try (Stream<Path> files = Files.list(folder)) {
            parts = files.filter(SafeFiles::isAside).toList();
        }
        for (Path part : parts) {
            if (isOrphan(part)) {
                Files.deleteIfExists(part);
            }
        }
    }

    private static boolean isOrphan(Path part) throws IOException {
        if (!Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
            return false; // to open a pipe would be to wait
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            Instant written = Files.getLastModifiedTime(part).toInstant();
            return lock != null && written.isBefore(Instant.now().minus(ORPHANED));
        } catch (AccessDeniedException | NoSuchFileException | OverlappingFileLockException e) {
            return false; // another user's, or finished meanwhile, or another thread of this process works on it
        }
    }

    private static FileChannel createPart(Path part) {
        try {
            return FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.CANNOT_CREATE,
                    part + " cannot be created; set MNIST_HOME to a folder that can be written",
                    e);
        }
    }

    private static InputStream bounded(InputStream in, long bytes) throws IOException {
        return BoundedInputStream.builder()
                .setInputStream(in)
                .setMaxCount(bytes)
                .get();
    }
}
