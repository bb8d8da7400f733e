package org.mnist.track.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mnist.base.SafeFiles;
import org.mnist.base.Text;
import org.nd4j.shade.protobuf.ByteString;

/**
 * The event files of a run. TensorBoard reads them in the order of their names, which begin with the time; here no two have the
 * same. Each appears whole with what it begins with, so that a kill leaves at most a record that is cut off at the end of one, which
 * readers leave out.
 *
 * @param folder where they are
 */
record EventFiles(Path folder) {
    private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\.mnist(\\.end)?");
    private static final String END = ".end";

    /** Whether there are any. */
    boolean areThere() {
        return !list().isEmpty();
    }

    /** Whether the end of the run has been written. */
    boolean haveEnd() {
        return list().stream().anyMatch(EventFiles::isEnd);
    }

    /** Removes the end, which is none if training goes on. */
    void deleteEnd() {
        for (Path file : list()) {
            if (isEnd(file)) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw SafeFiles.failure(file, e);
                }
            }
        }
    }

    /**
     * Begins another file with these events.
     *
     * @return the file, for {@link #append}
     */
    Path begin(List<ByteString> events) {
        return write("", events);
    }

    /** Writes the end of the run. */
    void end(List<ByteString> events) {
        write(END, events);
    }

    private Path write(String ending, List<ByteString> events) {
        SafeFiles.requireNoLink(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw SafeFiles.failure(folder, e);
        }
        SafeFiles.clean(folder);
        long last = list().stream().mapToLong(EventFiles::time).max().orElse(0);
        long time = Math.max(Instant.now().getEpochSecond(), last + 1);
        Path file = folder.resolve(Text.format("events.out.tfevents.%010d.mnist%s", time, ending));
        SafeFiles.write(file, out -> {
            out.write(Records.framed(Events.version()));
            for (ByteString event : events) {
                out.write(Records.framed(event));
            }
        });
        return file;
    }

    /** Appends an event to a file, and forces it to the disk. */
    static void append(Path file, ByteString event) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer record = ByteBuffer.wrap(Records.framed(event));
            while (record.hasRemaining()) {
                channel.write(record);
            }
            channel.force(false);
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }

    private List<Path> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name(file).matches()).sorted().toList();
        } catch (IOException e) {
            throw SafeFiles.failure(folder, e);
        }
    }

    private static Matcher name(Path file) {
        return NAME.matcher(String.valueOf(file.getFileName()));
    }

    private static boolean isEnd(Path file) {
        return file.toString().endsWith(END);
    }

    private static long time(Path file) {
        Matcher name = name(file);
        return name.matches() ? Long.parseLong(name.group(1)) : 0;
    }
}
