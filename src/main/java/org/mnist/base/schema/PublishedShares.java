package org.mnist.base.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Schema 1 to 2 of benchmarks: the accuracy that a preset's source reports was in percent, and is a share as all others are. */
final class PublishedShares implements Migration {
    private static final String KEY = "published";

    @Override
    public void apply(ObjectNode document) {
        for (JsonNode measurement : document.path("results")) {
            if (measurement instanceof ObjectNode figures && figures.path(KEY).isNumber()) {
                figures.put(
                        KEY, figures.get(KEY).decimalValue().movePointLeft(2).doubleValue());
            }
        }
    }
}
