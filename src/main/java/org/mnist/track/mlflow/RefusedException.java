package org.mnist.track.mlflow;

import java.io.IOException;

/** The answer of a server that did not do what it was asked to. The message is a clause, and safe to print. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * A refusal.
     *
     * @param code MLflow's word for it; empty if it gave none
     */
    RefusedException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** MLflow's word for it, such as {@code RESOURCE_DOES_NOT_EXIST}. */
    String code() {
        return code;
    }
}
