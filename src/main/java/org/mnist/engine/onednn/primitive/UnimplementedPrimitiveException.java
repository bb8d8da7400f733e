package org.mnist.engine.onednn.primitive;

/** oneDNN has no kernel for an operation in the layouts that were asked for. */
public final class UnimplementedPrimitiveException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An exception without a stack trace, for it is part of looking for layouts. */
    public UnimplementedPrimitiveException(String what) {
        super("oneDNN has no kernel for " + what, null, false, false);
    }
}
