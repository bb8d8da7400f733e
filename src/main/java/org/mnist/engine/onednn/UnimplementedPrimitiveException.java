package org.mnist.engine.onednn;

/** oneDNN has no kernel for an operation in the layouts that were asked for. */
final class UnimplementedPrimitiveException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnimplementedPrimitiveException(String what) {
        super("oneDNN has no kernel for " + what, null, false, false);
    }
}
