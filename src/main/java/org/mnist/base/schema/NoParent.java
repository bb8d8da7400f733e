package org.mnist.base.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Schema 1 to 2 of provenances: a run names the model that its training started from. Before, none did from any. */
final class NoParent implements Migration {
    private static final String PARENT = "parent";

    @Override
    public void apply(ObjectNode document) {
        if (!document.has(PARENT)) {
            document.putNull(PARENT);
        }
    }
}
