package org.mnist.base.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist.base.SafeFiles;
import org.mnist.base.Users;

/** A folder that nobody but its user may write into, and that nobody else can put another one in place of. */
final class PrivateFolder {
    private static final String MODE = "rwx------";
    private static final int PERMISSIONS = 07777;
    private static final int ANYBODY_WRITES = 0002;
    private static final int STICKY = 01000;

    private PrivateFolder() {}

    /**
     * Creates a folder, and those around it that are missing, for its user alone; leaves one that is there as it is.
     *
     * @return the folder without links in its path
     * @throws IOException if it cannot be created or written
     */
    static Path create(Path folder) throws IOException {
        FileAttribute<?>[] mode = Users.areNumbered()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE))}
                : new FileAttribute<?>[0];
        Path made = Files.createDirectories(folder.toAbsolutePath(), mode).toRealPath();
        if (!Files.isWritable(made)) { // also where a file system is read only
            throw new IOException(made + " cannot be written");
        }
        return made;
    }

    /**
     * Why a folder is not this user's alone, in one clause with what would help; empty if it is. Where files have no
     * owners as Unix has them, a user's folders are taken to be the user's.
     *
     * @param folder the folder, without links in its path
     */
    static Optional<String> whyNotPrivate(Path folder) throws IOException {
        if (!Users.areNumbered()) {
            return Optional.empty();
        }
        long user = Users.current(folder);
        long owner = Users.owner(folder);
        if (owner != user) {
            return Optional.of(folder + " belongs to another user (number " + owner + ")");
        }
        if ((mode(folder) & PERMISSIONS) != 0700) {
            return Optional.of(folder + " is open to other users; close it by `chmod 700 " + folder + "`");
        }
        return whoReplaces(folder.getParent(), user);
    }

    /** The same of a folder that may not be there yet, and would then be made by {@link #create}. */
    static Optional<String> whyNotPrivateOnceMade(Path folder) throws IOException {
        Path there = SafeFiles.nearest(folder).toRealPath();
        if (!Users.areNumbered()) {
            return Optional.empty();
        }
        return Files.exists(folder) ? whyNotPrivate(there) : whoReplaces(there, Users.current(there));
    }

    private static Optional<String> whoReplaces(@Nullable Path innermost, long user) throws IOException {
        for (Path around = innermost; around != null; around = around.getParent()) {
            if (mayReplace(around, user)) {
                return Optional.of("other users may replace what is in " + around);
            }
        }
        return Optional.empty();
    }

    /** Whether others than this user and the system's own may put another folder in place of one in this. */
    private static boolean mayReplace(Path around, long user) throws IOException {
        long owner = Users.owner(around);
        // In a container the root may belong to a user whose number is not 0 there.
        boolean trusted = owner == user || owner == 0 || owner == Users.owner(around.getRoot());
        int mode = mode(around);
        return !trusted || ((mode & ANYBODY_WRITES) != 0 && (mode & STICKY) == 0);
    }

    private static int mode(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:mode");
    }
}
