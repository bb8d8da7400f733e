package org.mnist.engine.onednn;

/** A network has a layer that this engine lacks; the message is a clause that names it. */
public final class UnsupportedLayerException extends Exception {
    private static final long serialVersionUID = 1;

    UnsupportedLayerException(String what) {
        super(what, null, false, false);
    }
}
