package org.mnist.base.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Schema 1 to 2 of states: the running averages of every training before were exponential from its first step on. */
final class ExponentialAverages implements Migration {
    @Override
    public void apply(ObjectNode document) {
        if (document.get("train") instanceof ObjectNode train) {
            train.put("averages", "exponential");
        }
    }
}
