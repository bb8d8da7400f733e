package org.mnist.base;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.io.output.ProxyOutputStream;

/** Standard output, in UTF-8 under every locale, which can tell a reader that has gone from a disk that is full. */
public final class StandardOutput extends PrintStream {
    /** Where Linux says what a process writes to. */
    private static final Path TARGET = Path.of("/proc/self/fd/1");

    private final Watch watch;

    /** That of this process. */
    public StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    /** The same over another stream. */
    StandardOutput(OutputStream out) {
        this(new Watch(out));
    }

    private StandardOutput(Watch watch) {
        super(watch, true, StandardCharsets.UTF_8);
        this.watch = watch;
    }

    /** Whether a write has failed because nobody reads any more. */
    public boolean readerHasGone() {
        return watch.gone;
    }

    private static final class Watch extends ProxyOutputStream {
        private volatile boolean gone;

        Watch(OutputStream out) {
            super(out);
        }

        @Override
        protected void handleIOException(IOException e) throws IOException {
            gone |= isOfReader(e);
            throw e;
        }
    }

    /** The system's words may be of any language, so what was written to counts as well. */
    private static boolean isOfReader(IOException e) {
        return Failure.message(e).toLowerCase(Locale.ROOT).contains("pipe")
                || Stream.of("pipe:", "socket:", "/dev/pts/").anyMatch(target()::startsWith);
    }

    private static String target() {
        try {
            return Files.readSymbolicLink(TARGET).toString();
        } catch (IOException e) {
            return ""; // not on this system
        }
    }
}
