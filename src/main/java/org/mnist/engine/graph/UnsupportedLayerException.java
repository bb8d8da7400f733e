package org.mnist.engine.graph;

/** A network has a layer that an engine lacks; the message is a clause that names the layer. */
public final class UnsupportedLayerException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * An exception without a stack trace.
     *
     * @param what a clause such as {@code layer 3 is dilated}
     */
    public UnsupportedLayerException(String what) {
        super(what, null, false, false);
    }
}
