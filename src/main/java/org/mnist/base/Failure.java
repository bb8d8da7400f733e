package org.mnist.base;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a person can act on. The message is one line: what is wrong, what would be right, and
 * where it helps the next command. The command line turns the kind into an exit code and prints the message.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Kinds of failures; each has an exit code of its own. */
    public enum Kind {
        /** The command line or a configuration cannot be understood, or contradicts itself. */
        USAGE,
        /** A gate was missed: {@code --min-accuracy} or {@code --baseline}. */
        GATE,
        /** A data or model file is damaged or is not what it should be. */
        BAD_INPUT,
        /** A file that was named does not exist. */
        NOT_FOUND,
        /** Something needed is not to be had here: a download, CUDA, a CPU feature. */
        UNAVAILABLE,
        /** An output cannot be created, or is there already. */
        CANNOT_CREATE,
        /** Reading or writing failed: a full disk, a broken device. */
        IO,
        /** Another run works in the same folder. */
        LOCKED,
        /** Training diverged. */
        DIVERGED
    }

    private final Kind kind;

    /** A failure of the given kind, with its one-line message. */
    public Failure(Kind kind, String message) {
        this(kind, message, null);
    }

    /** A failure with the exception that led to it; the cause is shown only on request. */
    public Failure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** The words of something thrown, or the name of its class where it has none. */
    public static String message(Throwable thrown) {
        return Objects.requireNonNullElse(thrown.getMessage(), thrown.getClass().getSimpleName());
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** Kind of the failure. */
    public Kind kind() {
        return kind;
    }
}
