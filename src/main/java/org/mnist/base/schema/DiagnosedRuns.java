package org.mnist.base.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Schema 3 to 4 of results: a run keeps a diagnosis, which none had before, and each class has its number of images and its F1,
 * both of which follow from the confusion matrix.
 */
final class DiagnosedRuns implements Migration {
    @Override
    public void apply(ObjectNode document) {
        if (!document.has("diagnosis")) {
            document.putNull("diagnosis");
        }
        for (String scored : new String[] {"best", "last"}) {
            JsonNode test = document.path(scored).path("test");
            for (JsonNode figures : test.path("classes")) {
                if (figures instanceof ObjectNode object) {
                    count(object, test.path("confusion"));
                }
            }
        }
    }

    private static void count(ObjectNode figures, JsonNode confusion) {
        int label = figures.path("label").asInt(-1);
        int images = 0;
        int predicted = 0;
        for (JsonNode count : confusion.path(label)) {
            images += count.asInt();
        }
        for (JsonNode row : confusion) {
            predicted += row.path(label).asInt();
        }
        figures.put("images", images);
        if (images + predicted == 0) {
            figures.putNull("f1");
        } else {
            int right = confusion.path(label).path(label).asInt();
            figures.put("f1", 2.0 * right / (images + predicted));
        }
    }
}
