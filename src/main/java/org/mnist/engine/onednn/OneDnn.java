package org.mnist.engine.onednn;

import java.util.Optional;
import org.mnist.base.natives.Natives;
import org.mnist.engine.onednn.primitive.Library;

/** Answers to the question whether oneDNN can be used here, and what it is. */
public final class OneDnn {
    private OneDnn() {}

    /** Why this process has no oneDNN, in one clause; empty if it has. */
    public static Optional<String> whyMissing() {
        Natives.prepare();
        try {
            Library.engine();
            return Optional.empty();
        } catch (LinkageError e) {
            // No build for this system, or one that its loader refuses; the cause names the library.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of("there is no oneDNN for " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + " (" + cause.getMessage() + ")");
        }
    }

    /** The version, such as {@code 3.8.1}. */
    public static String version() {
        return Library.version();
    }

    /** The widest instructions that oneDNN uses here, in its own words: {@code avx512_core_bf16}. */
    public static String instructions() {
        return Library.instructions();
    }

    /** Whether the processor has instructions for bfloat16 that make it worth using. */
    public static boolean hasBf16() {
        return Library.hasBf16();
    }
}
