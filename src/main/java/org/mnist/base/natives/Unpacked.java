package org.mnist.base.natives;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.io.IOUtils;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.base.Users;

/**
 * The libraries that JavaCPP has unpacked into a folder of this program's: {@code <jar>/<entry>} for each, and links to some
 * of them; of a release {@code natives/<library>} for the few that it wants under another name. One is sound if its bytes are
 * those of the jar or of the release. To compare half a gigabyte takes seconds, so a note says in which
 * state a file was sound: its inode, its size, and the time of its last change, which no program can set. What was touched
 * since is compared again, and nobody but the owner of the folder can write the note.
 */
final class Unpacked {
    /** JavaCPP's lock for unpacking. */
    private static final String LOCK = ".lock";

    static final String NOTE = "sound.txt";

    private static final String STATE = Users.areNumbered() ? "unix:uid,ino,size,ctime" : "size,lastModifiedTime";

    private final Path folder;

    /** The libraries of a release, which are its owner's to change, as its jars are. */
    private final Optional<Path> released;

    Unpacked(Path folder, Optional<Path> released) {
        this.folder = folder;
        this.released = released;
    }

    /** Removes what is not as it is in the jars; JavaCPP unpacks it again. */
    void prove() throws IOException {
        if (!unnoted().isEmpty()) {
            locked(() -> {
                for (Path file : unnoted()) {
                    if (!isSound(file)) {
                        Files.deleteIfExists(file);
                    }
                }
                note();
            });
        }
    }

    /** Notes what was unpacked since the folder was proved, by this process or others of this user: nobody else can. */
    void remember() {
        try {
            if (!unnoted().isEmpty()) {
                locked(this::note);
            }
        } catch (IOException | Failure | OverlappingFileLockException e) {
            // Without a note it is compared once more: that costs seconds, and nothing else.
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void locked(Work work) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            work.run();
        }
    }

    private void note() throws IOException {
        Path note = folder.resolve(NOTE);
        if (!Files.isRegularFile(note, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(note); // a link was put there
        }
        SafeFiles.write(note, String.join("\n", states().values()) + "\n");
    }

    /** What nobody has noted as sound in the state that it is in. */
    private List<Path> unnoted() throws IOException {
        Set<String> noted = noted();
        return states().entrySet().stream()
                .filter(file -> !noted.contains(file.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Set<String> noted() throws IOException {
        Path note = folder.resolve(NOTE);
        boolean own = Files.isRegularFile(note, LinkOption.NOFOLLOW_LINKS) && isOwn(note);
        return own ? new HashSet<>(Files.readAllLines(note)) : Set.of();
    }

    /** Every file and link in the folders of the jars, with its state as a line; others come and go beside them. */
    private Map<Path, String> states() throws IOException {
        Map<Path, String> states = new TreeMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (folder.relativize(file).getNameCount() > 1) {
                    state(file).ifPresent(state -> states.put(file, state));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return states;
    }

    /** A file's state and name; empty if it has gone meanwhile. */
    private Optional<String> state(Path file) throws IOException {
        try {
            Map<String, Object> state = new TreeMap<>(Files.readAttributes(file, STATE, LinkOption.NOFOLLOW_LINKS));
            return Optional.of(state + " " + folder.relativize(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private boolean isSound(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return Files.exists(file) && isKnown(file.toRealPath());
        }
        Path inside = folder.relativize(file);
        Path entry = inside.subpath(1, inside.getNameCount());
        Optional<URL> packed = packed(inside.getName(0).toString(), entry);
        if (packed.isEmpty() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isOwn(file)) {
            return false;
        }
        try (InputStream expected = packed.get().openStream();
                InputStream found = Files.newInputStream(file)) {
            return IOUtils.contentEquals(expected, found);
        }
    }

    private boolean isKnown(Path target) throws IOException {
        return target.startsWith(folder)
                || (released.isPresent() && target.startsWith(released.get().toRealPath()));
    }

    /** Another owner of a file could change it at any time, also in a folder that is closed to others by now. */
    private boolean isOwn(Path file) throws IOException {
        return !Users.areNumbered() || Users.owner(file, LinkOption.NOFOLLOW_LINKS) == Users.owner(folder);
    }

    /** That file of the release, or an entry of that jar, if it is on the class path. */
    private Optional<URL> packed(String place, Path entry) throws IOException {
        if (released.isPresent() && released.get().endsWith(place)) {
            Path library = released.get().resolve(entry);
            return Files.exists(library) ? Optional.of(library.toUri().toURL()) : Optional.empty();
        }
        for (URL url : Collections.list(
                Unpacked.class.getClassLoader().getResources(entry.toString().replace('\\', '/')))) {
            if (url.openConnection() instanceof JarURLConnection connection
                    && connection.getJarFileURL().getPath().endsWith("/" + place)) {
                return Optional.of(url);
            }
        }
        return Optional.empty();
    }
}
