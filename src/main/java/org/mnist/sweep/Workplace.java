package org.mnist.sweep;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.mnist.base.RunMarks;
import org.mnist.base.SafeFiles;

/**
 * The folder that the trainings of a sweep read and write, as one machine of a cluster has it: where its file system is that of
 * the machine which directs the sweep, the same folder; elsewhere a folder of its own, to which a training brings its files, and
 * from which it takes them back.
 *
 * @param root the folder
 */
public record Workplace(Path root) {
    /** The file by which a folder is known to be the same one on another machine. */
    public static final String TOKEN = ".sweep-token";

    /** Whether this folder is the one that a token was written into. */
    public boolean has(String token) throws IOException {
        Path file = root.resolve(TOKEN);
        return Files.isRegularFile(file) && Files.readString(file).equals(token);
    }

    /** A word of a command that names something in a folder, with this folder in that one's place. */
    public String here(String word, Path there) {
        Path path = Path.of(word);
        return path.isAbsolute() && path.startsWith(there)
                ? root.resolve(there.relativize(path)).toString()
                : word;
    }

    /** The files that a command names, and those of its run folder, to be brought to another machine. */
    public byte[] pack(List<String> arguments) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String word : arguments) {
                Path path = Path.of(word);
                if (path.isAbsolute() && path.startsWith(root) && Files.exists(path)) {
                    add(zip, path);
                }
            }
        }
        return bytes.toByteArray();
    }

    /** All that is in a place, but for locks, what lies aside, and checkpoints that are not the newest. */
    private void add(ZipOutputStream zip, Path place) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(place)) {
            files = all.filter(Files::isRegularFile).filter(Workplace::travels).toList();
        }
        Optional<Path> newest = files.stream()
                .filter(Workplace::isOfCheckpoint)
                .map(Path::getParent)
                .max(Path::compareTo);
        for (Path file : files) {
            if (!isOfCheckpoint(file) || newest.filter(file::startsWith).isPresent()) {
                zip.putNextEntry(new ZipEntry(root.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }

    private static boolean travels(Path file) {
        return !file.endsWith(RunMarks.LOCK)
                && Stream.iterate(file, path -> path != null, Path::getParent).noneMatch(SafeFiles::isAside);
    }

    private static boolean isOfCheckpoint(Path file) {
        return file.getNameCount() > 2 && file.getName(file.getNameCount() - 3).endsWith(RunMarks.CHECKPOINTS);
    }

    /** Puts files that have come from another machine here. */
    public void unpack(byte[] files) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(files))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = root.resolve(entry.getName()).normalize();
                if (!file.startsWith(root)) {
                    throw new IOException("a file that has come back is named " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }

    /** Puts a run folder that has come from another machine in the place of the one here. */
    public void replace(Path run, byte[] files) throws IOException {
        Workplace aside = new Workplace(SafeFiles.aside(root));
        try {
            aside.unpack(files);
            SafeFiles.delete(run);
            Files.move(aside.root.resolve(root.relativize(run)), run);
        } finally {
            SafeFiles.delete(aside.root);
        }
    }
}
