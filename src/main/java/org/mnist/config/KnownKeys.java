package org.mnist.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mnist.network.LayerSpec;

/** The keys that the records of a configuration have. */
final class KnownKeys {
    private KnownKeys() {}

    /** The keys of a record. */
    static Set<String> of(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(KnownKeys::key).collect(Collectors.toSet());
    }

    /** Copy of a newer program's tree without the keys that are not known here. */
    static ObjectNode only(ObjectNode tree, Class<?> type) {
        ObjectNode copy = tree.deepCopy();
        retain(copy, type);
        return copy;
    }

    private static void retain(JsonNode node, Class<?> type) {
        if (node instanceof ObjectNode group && type.isRecord()) {
            group.retain(of(type));
            for (RecordComponent component : type.getRecordComponents()) {
                retain(group.path(key(component)), component.getType());
            }
        } else if (node.isArray()) {
            for (JsonNode layer : node) {
                layer.properties()
                        .forEach(entry -> layer(entry.getKey()).ifPresent(known -> retain(entry.getValue(), known)));
            }
        }
    }

    private static Optional<Class<?>> layer(String kind) {
        return Arrays.stream(LayerSpec.class.getAnnotation(JsonSubTypes.class).value())
                .<Class<?>>map(JsonSubTypes.Type::value)
                .filter(type -> type.getAnnotation(JsonTypeName.class).value().equals(kind))
                .findFirst();
    }

    /** The name of a component in a file. */
    static String key(RecordComponent component) {
        return KebabCaseStrategy.INSTANCE.translate(component.getName());
    }
}
