package org.mnist.picture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that is no picture that can be read; the message says why, without its name. */
public final class NoPictureException extends IOException {
    private static final long serialVersionUID = 1L;

    NoPictureException(String problem) {
        this(problem, null);
    }

    NoPictureException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
    }
}
