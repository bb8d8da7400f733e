package org.mnist.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.mnist.base.Failure;
import org.mnist.base.schema.Schema;

/**
 * A tree of configuration values that remembers where each came from, so that an error found after files and flags have
 * been merged still names the file, the line and the column, or the flag.
 */
final class ConfigTree {
    private static final int MAX_DEPTH = 20;
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** A tree of nothing. */
    static final ConfigTree EMPTY = new ConfigTree(JsonNodeFactory.instance.objectNode(), Map.of(), "");

    private final ObjectNode root;
    private final Map<String, String> origins;
    private final String newer;

    private ConfigTree(ObjectNode root, Map<String, String> origins, String newer) {
        this.root = root;
        this.origins = origins;
        this.newer = newer;
    }

    /**
     * Reads YAML text of this or an older schema; a newer one stays as it is.
     *
     * @param source what to call it in messages
     */
    static ConfigTree read(String source, String text) {
        Map<String, String> origins = new HashMap<>();
        try (JsonParser parser = YAML.createParser(new StringReader(text))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Failure(
                        Failure.Kind.USAGE, source + ": this is no configuration; it must hold `key: value` lines");
            }
            ObjectNode root = (ObjectNode) new TreeReader(parser, source, origins).node("", 0);
            if (parser.nextToken() != null) {
                throw new Failure(Failure.Kind.USAGE, source + ": it holds a second document; one is allowed");
            }
            return new ConfigTree(root, origins, upgrade(source, root, origins));
        } catch (JsonProcessingException e) {
            throw new Failure(Failure.Kind.USAGE, at(source, e) + ": " + firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.IO, source + ": " + e.getMessage(), e);
        }
    }

    /** A tree like this with every value of {@code other} put over its own. Lists are replaced whole. */
    ConfigTree overriddenBy(ConfigTree other) {
        ObjectNode merged = root.deepCopy();
        Map<String, String> mergedOrigins = new HashMap<>(origins);
        merge(merged, other.root, "", mergedOrigins.keySet());
        mergedOrigins.putAll(other.origins);
        return new ConfigTree(merged, mergedOrigins, newer.isEmpty() ? other.newer : newer);
    }

    /**
     * A tree like this with one value, named by its dotted path, replaced. The value is text, which binding turns into what its
     * key needs, or a list or group in YAML's braces.
     */
    ConfigTree with(String path, String value, String origin) {
        boolean group = value.startsWith("{") || value.startsWith("[");
        JsonNode node = group
                ? read(origin, "value: " + value + "\n").root.get("value")
                : JsonNodeFactory.instance.textNode(value);
        String[] keys = path.split("\\.", -1);
        Map<String, String> from = new HashMap<>();
        for (int i = keys.length - 1; i >= 0; i--) {
            from.put(String.join(".", Arrays.copyOf(keys, i + 1)), origin);
            node = JsonNodeFactory.instance.objectNode().set(keys[i], node);
        }
        return overriddenBy(new ConfigTree((ObjectNode) node, from, ""));
    }

    /** A tree like this with the value of one key of the top replaced. */
    ConfigTree withNode(String key, JsonNode value, String origin) {
        ObjectNode other = JsonNodeFactory.instance.objectNode();
        other.set(key, value);
        ConfigTree without = withRoot(root.deepCopy().without(key)); // a group is replaced, not merged
        return without.overriddenBy(new ConfigTree(other, Map.of(key, origin), ""));
    }

    /** A tree with other values, which are where these were. */
    ConfigTree withRoot(ObjectNode other) {
        return new ConfigTree(other, origins, newer);
    }

    ObjectNode root() {
        return root;
    }

    /** The words for what a newer program has written; empty where all of it is of this or an older schema. */
    String newer() {
        return newer;
    }

    /** Origin of the value at a path, or of the nearest one around it; empty for the whole. */
    String origin(String path) {
        String at = path;
        while (!at.isEmpty()) {
            String origin = origins.get(at);
            if (origin != null) {
                return origin;
            }
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
        return "";
    }

    private static String upgrade(String source, ObjectNode root, Map<String, String> origins) {
        try {
            int found = Schema.CONFIG.upgrade(root);
            Schema.CONFIG.renamed().forEach((old, now) -> {
                if (found < Schema.CONFIG.number() && origins.containsKey(old)) {
                    origins.put(now, origins.remove(old));
                }
            });
            return Schema.CONFIG.isNewer(found) ? Schema.CONFIG.tooNew(source, found) : "";
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.USAGE, source + ": " + e.getMessage(), e);
        }
    }

    /** Puts {@code over} over {@code target}, and forgets the places below each value that it replaces. */
    private static void merge(ObjectNode target, ObjectNode over, String prefix, Set<String> places) {
        for (Map.Entry<String, JsonNode> entry : over.properties()) {
            String path = prefix + entry.getKey();
            JsonNode old = target.get(entry.getKey());
            if (old instanceof ObjectNode oldObject && entry.getValue() instanceof ObjectNode newObject) {
                merge(oldObject, newObject, path + ".", places);
            } else {
                places.removeIf(place -> place.startsWith(path + ".") || place.startsWith(path + "["));
                target.set(entry.getKey(), entry.getValue());
            }
        }
    }

    private static String at(String source, JsonProcessingException e) {
        return e.getLocation() == null
                ? source
                : source + ":" + e.getLocation().getLineNr() + ":"
                        + e.getLocation().getColumnNr();
    }

    private static String firstLine(String message) {
        return message == null
                ? "it cannot be read as YAML"
                : message.lines().findFirst().orElse("");
    }

    /** Builds the nodes and notes the place of each. */
    private record TreeReader(JsonParser parser, String source, Map<String, String> origins) {
        JsonNode node(String path, int depth) throws IOException {
            if (depth > MAX_DEPTH) {
                throw new Failure(Failure.Kind.USAGE, source + ": it is nested more than " + MAX_DEPTH + " deep");
            }
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            return switch (parser.currentToken()) {
                case START_OBJECT -> object(path, depth);
                case START_ARRAY -> array(path, depth);
                case VALUE_NUMBER_INT ->
                    parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? nodes.numberNode(parser.getBigIntegerValue())
                            : nodes.numberNode(parser.getLongValue());
                case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDoubleValue());
                case VALUE_TRUE -> nodes.booleanNode(true);
                case VALUE_FALSE -> nodes.booleanNode(false);
                case VALUE_NULL -> nodes.nullNode();
                default -> nodes.textNode(parser.getText());
            };
        }

        private ObjectNode object(String path, int depth) throws IOException {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                String below = path.isEmpty() ? name : path + "." + name;
                noteOrigin(below);
                parser.nextToken();
                object.set(name, node(below, depth + 1));
            }
            return object;
        }

        private ArrayNode array(String path, int depth) throws IOException {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                String below = path + "[" + array.size() + "]";
                noteOrigin(below);
                array.add(node(below, depth + 1));
            }
            return array;
        }

        private void noteOrigin(String path) {
            JsonLocation location = parser.currentTokenLocation();
            origins.put(path, source + ":" + location.getLineNr() + ":" + location.getColumnNr());
        }
    }
}
