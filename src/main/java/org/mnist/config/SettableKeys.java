package org.mnist.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.mnist.base.Names;

/** The keys that take one value, as {@code --set} and shells that complete it know them: those that have a default. */
public final class SettableKeys {
    /** Keys that only tell of a configuration. */
    private static final Set<String> TEXTS = Set.of("about", "published");

    private SettableKeys() {}

    /**
     * A key.
     *
     * @param key its name, with dots between groups: {@code optimizer.kind}
     * @param meaning what it is, with its unit and range
     * @param values the words that are valid; empty where it takes a number or a text
     */
    public record SettableKey(String key, String meaning, List<String> values) {}

    /** All of them, in the order of the defaults. */
    public static List<SettableKey> all() {
        List<SettableKey> keys = new ArrayList<>();
        add(ConfigMapper.typed(ConfigLoader.resource("defaults.yaml")), TrainConfig.class, "", keys);
        return keys;
    }

    private static void add(JsonNode group, Class<?> type, String prefix, List<SettableKey> keys) {
        group.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            Class<?> of = type(type, entry.getKey());
            if (entry.getValue().isObject()) {
                add(entry.getValue(), of, key + ".", keys);
            } else if (!TEXTS.contains(key)) {
                keys.add(new SettableKey(key, ConfigKeys.of(key).meaning(), values(of)));
            }
        });
    }

    private static Class<?> type(Class<?> record, String key) {
        return Arrays.stream(record.getRecordComponents())
                .filter(component -> KnownKeys.key(component).equals(key))
                .<Class<?>>map(RecordComponent::getType)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> values(Class<?> type) {
        if (type == boolean.class) {
            return List.of("true", "false");
        }
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(constant -> Names.of((Enum<?>) constant))
                        .toList()
                : List.of();
    }
}
