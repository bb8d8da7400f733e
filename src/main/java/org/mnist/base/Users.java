package org.mnist.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Owners of files, by the numbers that Unix gives to its users: a user need not have a name. */
public final class Users {
    private static final boolean NUMBERED =
            Path.of("").getFileSystem().supportedFileAttributeViews().contains("unix");

    private Users() {}

    /** Whether the system numbers its users and has owners and permissions of files as Unix has. */
    public static boolean areNumbered() {
        return NUMBERED;
    }

    /** The number of a file's owner; only where users have one. */
    public static long owner(Path file, LinkOption... options) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:uid", options)).longValue();
    }

    /**
     * The number of the user that this process runs as: that of whoever creates a file in a folder, for Java knows it only of
     * users with names.
     *
     * @throws IOException if no file can be created there
     */
    public static long current(Path folder) throws IOException {
        // Java draws the names of temporary files at random, which takes a process tens of milliseconds to begin with.
        Path probe = Files.createFile(
                folder.resolve(".owner-" + ProcessHandle.current().pid() + "-" + System.nanoTime()));
        try {
            return owner(probe);
        } finally {
            Files.delete(probe);
        }
    }
}
