package org.mnist.network.file;

import org.jspecify.annotations.Nullable;

/** A model file is not what it should be; the message says in what way. */
final class InvalidModelException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidModelException(String message) {
        super(message);
    }

    InvalidModelException(String message, @Nullable Exception cause) {
        super(message, cause);
    }
}
