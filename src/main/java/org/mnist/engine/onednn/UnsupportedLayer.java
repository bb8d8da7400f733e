package org.mnist.engine.onednn;

/** A network has a layer that this engine lacks; the message is a clause that names it. */
public final class UnsupportedLayer extends Exception {
    private static final long serialVersionUID = 1;

    UnsupportedLayer(String what) {
        super(what, null, false, false);
    }
}
