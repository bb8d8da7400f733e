package org.mnist.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The lock of a folder that one process works in. The system releases it when the process ends, however it ends. */
public final class FolderLock implements AutoCloseable {
    /** The locked files of this process: to open one once more, and close it, would give its lock back. */
    private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    /** What the system knows the locked file by, wherever it is moved; null where it does not tell. */
    private final @Nullable Object key;

    private FolderLock(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.key = key(file);
        if (key != null) {
            HELD.add(key);
        }
    }

    /**
     * Locks a folder; empty if another process, or another thread of this one, has the lock.
     *
     * @throws Failure of kind IO if the folder cannot be written to, CANNOT_CREATE if something is in the place of the lock
     */
    public static Optional<FolderLock> tryLock(Path folder) {
        Path file = folder.resolve(RunMarks.LOCK);
        SafeFiles.requirePlain(file);
        if (isHeldHere(file)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new FolderLock(file, channel));
            }
        } catch (OverlappingFileLockException e) {
            close(channel);
            return Optional.empty();
        } catch (IOException e) {
            close(channel);
            throw SafeFiles.failure(folder, e);
        }
        close(channel);
        return Optional.empty();
    }

    /**
     * Whether somebody works in a folder. Who begins to at this very moment is not kept from it if it asks again, for this look is
     * over at once; where it cannot be told, as in the folder of another user, nobody does.
     */
    public static boolean isHeld(Path folder) {
        Path file = folder.resolve(RunMarks.LOCK);
        if (isHeldHere(file)) {
            return true;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false; // and a pipe would wait
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                FileLock look = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return look == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isHeldHere(Path file) {
        try {
            Object key = key(file);
            return key != null && HELD.contains(key);
        } catch (IOException e) {
            return false; // there is no such file
        }
    }

    /** Whether the folder is still the one that was locked: it may have been moved, deleted or replaced. */
    public boolean isInPlace() {
        try {
            return Objects.equals(key, key(file));
        } catch (IOException e) {
            return false; // it is not there, or cannot be looked into, which is as bad
        }
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    @Override
    public void close() {
        if (key != null) {
            HELD.remove(key);
        }
        close(channel);
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new Failure(Failure.Kind.IO, "the lock of a folder cannot be released: " + e.getMessage(), e);
        }
    }
}
