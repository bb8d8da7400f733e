package org.mnist.base.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Schema 2 to 3 of states: an epoch without validation had the word NaN for its loss and accuracy, and has null. */
final class NoNan implements Migration {
    private static final List<String> KEYS = List.of("val_loss", "val_accuracy");

    @Override
    public void apply(ObjectNode document) {
        for (JsonNode epoch : document.path("train").path("history")) {
            for (String key : KEYS) {
                if (epoch instanceof ObjectNode figures
                        && figures.path(key).asText().equals("NaN")) {
                    figures.putNull(key);
                }
            }
        }
    }
}
