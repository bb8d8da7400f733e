package org.mnist.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.mnist.failure.Failure;
import org.mnist.file.Hashes;

/**
 * A folder into which files come whole and right, or not at all: each is written under another name, checked, and then
 * renamed. Any number of processes may do so at once.
 */
final class CacheFolder {
    /** More than any data file has. */
    static final long MAX_BYTES = 300L << 20;

    private final Path folder;

    private CacheFolder(Path folder) {
        this.folder = folder;
    }

    static CacheFolder create(Path folder) {
        try {
            return new CacheFolder(Files.createDirectories(folder));
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
        Path part = folder.resolve("." + file.name() + "-" + UUID.randomUUID() + ".part");
        try {
            String hash = write(file, content, gzip, part);
            if (!hash.equals(file.sha256())) {
                throw new IOException("what it has as " + file.name() + " is something else (SHA-256 " + hash + ")");
            }
            Files.move(part, folder.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String write(KnownFile file, InputStream content, boolean gzip, Path part) throws IOException {
        // One byte more than there should be is enough to know that the file is another one.
        InputStream compressed = bounded(content, file.bytes() + (1 << 20));
        InputStream plain = bounded(gzip ? new GZIPInputStream(compressed, 1 << 16) : compressed, file.bytes() + 1);
        DigestInputStream digested = new DigestInputStream(plain, Hashes.sha256());
        try (FileChannel channel = createPart(part);
                OutputStream out = Channels.newOutputStream(channel)) {
            digested.transferTo(out);
            channel.force(true);
        }
        return Hashes.hex(digested.getMessageDigest());
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
