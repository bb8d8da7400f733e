package org.mnist.base.schema;

/** A record that is written as a document of a {@link Schema} of its own. */
public interface Document {
    /** The kind of document. */
    Schema schema();
}
