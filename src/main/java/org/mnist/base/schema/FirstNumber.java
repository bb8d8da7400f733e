package org.mnist.base.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Schema 0 to 1 of the documents that got a number then, and nothing else. */
final class FirstNumber implements Migration {
    @Override
    public void apply(ObjectNode document) {
        // what was written without a number reads as what is written with the first
    }
}
