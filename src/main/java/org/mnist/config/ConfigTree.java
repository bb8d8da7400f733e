package org.mnist.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.schema.Schema;

/**
 * A tree of configuration values, scalars as they were written, that remembers where each came from, so that an error found
 * after files and flags have been merged still names the file, the line and the column, or the flag.
 */
final class ConfigTree {
    private static final int MAX_DEPTH = 20;
    private static final String MAY_BE_NULL = "published";
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** A tree of nothing. */
    static final ConfigTree EMPTY = new ConfigTree(JsonNodeFactory.instance.objectNode(), Map.of(), "");

    /** What Jackson says of a key that is there twice, which stands behind it. */
    private static final String TWICE = "Duplicate field ";

    private final ObjectNode root;
    private final Map<String, String> origins;
    private final String newer;

    private ConfigTree(ObjectNode root, Map<String, String> origins, String newer) {
        this.root = root;
        this.origins = origins;
        this.newer = newer;
    }

    /**
     * Reads YAML text of a configuration of this or an older schema; a newer one stays as it is.
     *
     * @param source what to call it in messages
     */
    static ConfigTree read(String source, String text) {
        return read(source, text, Schema.CONFIG);
    }

    /** Reads YAML text of a kind of document, of its schema or an older one; a newer one stays as it is. */
    static ConfigTree read(String source, String text, Schema schema) {
        Map<String, String> origins = new HashMap<>();
        try (YAMLParser parser = YAML.createParser(new StringReader(text))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Failure(
                        Failure.Kind.USAGE, source + ": this is no configuration; it must hold `key: value` lines");
            }
            ObjectNode root = (ObjectNode) new TreeReader(parser, source, origins).node("", 0);
            if (parser.nextToken() != null) {
                throw new Failure(Failure.Kind.USAGE, source + ": it holds a second document; one is allowed");
            }
            return new ConfigTree(root, origins, upgrade(source, root, origins, schema));
        } catch (JsonProcessingException e) {
            throw new Failure(Failure.Kind.USAGE, at(source, e) + ": " + problem(e.getOriginalMessage()), e);
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
     * A tree like this with one value, named by its dotted path, replaced. The value is a word as in a file, or a list or group in
     * YAML's braces.
     */
    ConfigTree with(String path, String value, String origin) {
        boolean group = value.startsWith("{") || value.startsWith("[");
        JsonNode node = group ? value(origin, value) : Scalars.node(value);
        String[] keys = path.split("\\.", -1);
        Map<String, String> from = new HashMap<>();
        for (int i = keys.length - 1; i >= 0; i--) {
            from.put(String.join(".", Arrays.copyOf(keys, i + 1)), origin);
            node = JsonNodeFactory.instance.objectNode().set(keys[i], node);
        }
        return overriddenBy(new ConfigTree((ObjectNode) node, from, ""));
    }

    private static JsonNode value(String origin, String group) {
        ObjectNode read = read(origin, "value: " + group + "\n").root;
        if (read.size() > 1) {
            throw new Failure(Failure.Kind.USAGE, origin + ": it is more than one value");
        }
        return read.get("value");
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

    /**
     * Refuses a value that is null, where a configuration has none of its own.
     *
     * @throws Failure of kind USAGE, naming the place
     */
    void requireNoNull() {
        nullIn(root, "").ifPresent(path -> {
            throw new Failure(
                    Failure.Kind.USAGE, origin(path) + ": " + path + " is null; give it a value or leave it out");
        });
    }

    private static Optional<String> nullIn(JsonNode node, String path) {
        if (node.isNull() && !path.equals(MAY_BE_NULL)) {
            return Optional.of(path);
        }
        Stream<Optional<String>> below = node.isArray()
                ? IntStream.range(0, node.size()).mapToObj(i -> nullIn(node.get(i), path + "[" + i + "]"))
                : node.propertyStream()
                        .map(entry -> nullIn(
                                entry.getValue(), path.isEmpty() ? entry.getKey() : path + "." + entry.getKey()));
        return below.flatMap(Optional::stream).findFirst();
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

    private static String upgrade(String source, ObjectNode root, Map<String, String> origins, Schema schema) {
        try {
            if (root.get(Schema.KEY) instanceof TextNode number) {
                root.set(Schema.KEY, Scalars.number(number));
            }
            int found = schema.upgrade(root);
            schema.renamed().forEach((old, now) -> {
                if (found < schema.number() && origins.containsKey(old)) {
                    origins.put(now, origins.remove(old));
                }
            });
            return schema.isNewer(found) ? schema.tooNew(source, found) : "";
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

    /** What is wrong, of a parser's message that says first what it was doing then, and shows the place. */
    private static String problem(@Nullable String message) {
        return Stream.ofNullable(message)
                .flatMap(String::lines)
                .filter(line -> !line.startsWith("while ") && !line.startsWith(" "))
                .findFirst()
                .map(line -> line.startsWith(TWICE)
                        ? "the key " + line.substring(TWICE.length()) + " is there twice"
                        : "this is no YAML: " + line)
                .orElse("this is no YAML");
    }

    /** Builds the nodes and notes the place of each. */
    private record TreeReader(YAMLParser parser, String source, Map<String, String> origins) {
        JsonNode node(String path, int depth) throws IOException {
            if (depth > MAX_DEPTH) {
                throw new Failure(Failure.Kind.USAGE, source + ": it is nested more than " + MAX_DEPTH + " deep");
            }
            requirePlain();
            return switch (parser.currentToken()) {
                case START_OBJECT -> object(path, depth);
                case START_ARRAY -> array(path, depth);
                case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
                case VALUE_TRUE, VALUE_FALSE -> Scalars.node(parser.getText()); // Jackson takes `yes` for a truth, too
                default -> JsonNodeFactory.instance.textNode(parser.getText());
            };
        }

        /** Aliases would be read as text, and tags not at all. */
        private void requirePlain() throws IOException {
            String mark = parser.isCurrentAlias()
                    ? "an alias (`*" + parser.getText() + "`)"
                    : parser.getTypeId() != null ? "a tag (`" + parser.getTypeId() + "`)" : "";
            if (!mark.isEmpty()) {
                throw new Failure(
                        Failure.Kind.USAGE,
                        place() + ": here is " + mark + "; a configuration has none, write the value itself");
            }
        }

        private ObjectNode object(String path, int depth) throws IOException {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                String below = path.isEmpty() ? name : path + "." + name;
                noteOrigin(below);
                requirePlain();
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
            origins.put(path, place());
        }

        private String place() {
            JsonLocation location = parser.currentTokenLocation();
            return source + ":" + location.getLineNr() + ":" + location.getColumnNr();
        }
    }
}
