package org.mnist.base.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Schema 1 to 2 of results: what was a digit is a class, with a label and a name. Precision and recall of a class that was
 * never predicted, or does not occur, were 0 and are absent.
 */
final class ClassNames implements Migration {
    private static final String OLD = "digit";

    @Override
    public void apply(ObjectNode document) {
        for (String scored : new String[] {"best", "last"}) {
            JsonNode test = document.path(scored).path("test");
            for (JsonNode figures : test.path("classes")) {
                if (figures instanceof ObjectNode object && object.has(OLD)) {
                    name(object, test.path("confusion"));
                }
            }
        }
    }

    private static void name(ObjectNode figures, JsonNode confusion) {
        JsonNode label = figures.remove(OLD);
        figures.set("label", label);
        figures.put("name", label.asText());
        int row = label.asInt(-1);
        int predicted = 0;
        int there = 0;
        for (JsonNode counts : confusion) {
            predicted += counts.path(row).asInt();
        }
        for (JsonNode count : confusion.path(row)) {
            there += count.asInt();
        }
        if (predicted == 0) {
            figures.putNull("precision");
        }
        if (there == 0) {
            figures.putNull("recall");
        }
    }
}
