package org.mnist.base.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Schema 2 to 3 of results: a run keeps which test images it got wrong, and how many it was validated on. Before, none did. */
final class WrongImages implements Migration {
    private static final List<String> KEYS = List.of("val_images", "wrong");

    @Override
    public void apply(ObjectNode document) {
        for (String key : KEYS) {
            if (!document.has(key)) {
                document.putNull(key);
            }
        }
    }
}
