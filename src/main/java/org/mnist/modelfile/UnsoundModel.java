package org.mnist.modelfile;

/** A model file is not what it should be; the message says in what way. */
final class UnsoundModel extends Exception {
    private static final long serialVersionUID = 1L;

    UnsoundModel(String message) {
        super(message);
    }

    UnsoundModel(String message, Exception cause) {
        super(message, cause);
    }
}
