package org.mnist.base;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.apache.commons.io.output.ProxyOutputStream;

/**
 * The places in a save where it hurts to be cut off. They do nothing, unless a test watches them, or a harness sets the
 * property {@value #PROPERTY} to {@code FILE}, {@code FILE:N} or {@code FILE:NAME}: then each is written to FILE as a
 * line, and at number N, or at the first of the file or folder NAME, the process waits until FILE is gone, to be killed
 * there or to meet a disk that has been filled meanwhile.
 */
public final class FailPoints {
    /** The property that a harness sets. */
    public static final String PROPERTY = "mnist.failpoints";

    /** The watcher that does nothing. */
    static final Consumer<String> NOBODY = place -> {};

    private static volatile Consumer<String> watcher = ofProperty(System.getProperty(PROPERTY, ""));

    private FailPoints() {}

    /** Lets a test see every place that is passed, until {@link #NOBODY} does. */
    static void watch(Consumer<String> newWatcher) {
        watcher = newWatcher;
    }

    /** A place is passed. */
    public static void pass(String what, Path file) {
        watcher.accept(what + " " + file);
    }

    /** A stream that passes a place each time another {@code step} bytes have gone through. */
    static OutputStream passing(OutputStream out, int step, Path file) {
        if (watcher.equals(NOBODY)) {
            return out;
        }
        return new ProxyOutputStream(out) {
            private long steps;
            private long bytes;

            @Override
            protected void afterWrite(int count) {
                bytes += count;
                if (bytes / step > steps) {
                    steps = bytes / step;
                    pass("writing", file);
                }
            }
        };
    }

    /** The watcher that a value of the property asks for; {@link #NOBODY} for an empty one. */
    static Consumer<String> ofProperty(String property) {
        if (property.isEmpty()) {
            return NOBODY;
        }
        int colon = property.lastIndexOf(':');
        Path file = Path.of(colon < 0 ? property : property.substring(0, colon));
        return new Harness(file, colon < 0 ? "" : property.substring(colon + 1));
    }

    /** Writes down what is passed, and waits where it must. */
    private static final class Harness implements Consumer<String> {
        private final Path file;
        private final String where;
        private int passed;
        private boolean reached;

        Harness(Path file, String where) {
            this.file = file;
            this.where = where;
        }

        @Override
        public synchronized void accept(String place) {
            if (reached) {
                return;
            }
            passed++;
            reached = where.equals(Integer.toString(passed)) || place.endsWith("/" + where);
            try {
                Files.writeString(file, place + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                while (reached && Files.exists(file)) {
                    Thread.sleep(1);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
