package org.mnist.track;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mnist.base.schema.Schema;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;

/** The settings of a training as trackers show them: a value for each dotted key. */
public final class Settings {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is no setting: the number of the schema, words about a preset, and what the data says. */
    private static final Set<String> LEFT_OUT = Set.of(Schema.KEY, "about", "published", "task");

    private Settings() {}

    /**
     * The settings of a configuration, sorted, each a text, a number or a truth. The name is {@code arch}, as on the command line,
     * and stands for the layers; what is empty is left out.
     */
    public static Map<String, JsonNode> of(TrainConfig config) {
        Map<String, JsonNode> settings = new TreeMap<>();
        tree(config).properties().stream()
                .filter(entry -> !LEFT_OUT.contains(entry.getKey()))
                .forEach(entry ->
                        put(settings, entry.getKey().equals("name") ? "arch" : entry.getKey(), entry.getValue()));
        return settings;
    }

    private static JsonNode tree(TrainConfig config) {
        try {
            return JSON.readTree(ConfigLoader.printJson(config));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(Map<String, JsonNode> settings, String key, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(entry -> put(settings, key + "." + entry.getKey(), entry.getValue()));
        } else if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
            settings.put(key, value);
        }
    }
}
