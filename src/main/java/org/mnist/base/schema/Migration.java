package org.mnist.base.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** One step of a kind of document, from one schema number to the next. */
@FunctionalInterface
public interface Migration {
    /**
     * Changes a document in place.
     *
     * @throws IllegalArgumentException if it says one thing twice, by an old and by a new name
     */
    void apply(ObjectNode document);

    /** The keys that the step gives new names, from the old dotted path to the new one. */
    default Map<String, String> renamed() {
        return Map.of();
    }
}
