package org.mnist.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Hashes;

/**
 * The identity of a configuration: what it says beyond what every configuration once said, as sorted pairs of a dotted key
 * and a canonical value, what it only tells of itself aside. A key that is new with a value that changes nothing, another
 * order of keys and another form of a number leave it as it is. The value of {@code validation} is text, and {@code 0.2} and {@code 1/5} are two.
 */
public final class ConfigIdentity {
    /** Values that stand in no identity, for they are as before their keys came to be. */
    private static final ObjectNode UNSAID = ConfigMapper.typed(ConfigLoader.resource("identity.yaml"));

    /** Keys that only tell of a configuration. Until version 0.2 they counted. */
    private static final List<String> TEXTS = List.of("about", "published.accuracy", "published.note");

    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    private ConfigIdentity() {}

    /**
     * A difference between two configurations.
     *
     * @param key the dotted key
     * @param was its value in the first; {@code none} if it has none
     * @param is its value in the second
     */
    public record Difference(String key, String was, String is) {
        @Override
        public String toString() {
            return "the run has `" + key + ": " + was + "`, not `" + key + ": " + is + "`";
        }
    }

    /**
     * SHA-256 of the identity, in hexadecimal.
     *
     * @param without dotted keys that do not count
     */
    public static String sha256(TrainConfig config, String... without) {
        List<String> all = new ArrayList<>(TEXTS);
        all.addAll(List.of(without));
        return sha256(ConfigMapper.tree(config), UNSAID, all);
    }

    /** The same as it was while texts counted; nothing new is hashed so. */
    public static String withTexts(TrainConfig config, String... without) {
        return sha256(ConfigMapper.tree(config), UNSAID, List.of(without));
    }

    /** SHA-256 of the identity of a tree, with another tree of the values that go without saying. */
    static String sha256(ObjectNode config, ObjectNode unsaid, List<String> without) {
        StringBuilder text = new StringBuilder();
        pairs(config, unsaid).forEach((key, value) -> {
            if (!without.contains(key)) {
                text.append(key).append('=').append(canonical(value)).append('\n');
            }
        });
        return Hashes.sha256(text.toString());
    }

    /** The first key in which two configurations differ; empty if they are the same, whatever they tell of themselves. */
    public static Optional<Difference> difference(TrainConfig was, TrainConfig is) {
        return differences(List.of(was, is)).entrySet().stream()
                .findFirst()
                .map(entry -> new Difference(
                        entry.getKey(),
                        Objects.requireNonNullElse(entry.getValue().get(0), "none"),
                        Objects.requireNonNullElse(entry.getValue().get(1), "none")));
    }

    /**
     * The dotted keys in which configurations are not all the same, whatever they tell of themselves, each with its value in
     * every one of them; null where one has none.
     */
    public static SortedMap<String, List<@Nullable String>> differences(List<TrainConfig> configs) {
        List<SortedMap<String, JsonNode>> all = configs.stream()
                .map(config -> pairs(ConfigMapper.tree(config), NOTHING))
                .toList();
        SortedMap<String, List<@Nullable String>> differences = new TreeMap<>();
        all.stream().flatMap(pairs -> pairs.keySet().stream()).distinct().forEach(key -> {
            boolean same = all.stream().map(pairs -> pairs.get(key)).distinct().count() == 1;
            if (!same && !TEXTS.contains(key)) {
                differences.put(key, values(all, key));
            }
        });
        return differences;
    }

    private static List<@Nullable String> values(List<SortedMap<String, JsonNode>> all, String key) {
        List<@Nullable String> values = new ArrayList<>();
        for (SortedMap<String, JsonNode> pairs : all) {
            JsonNode value = pairs.get(key);
            values.add(value == null ? null : value.asText());
        }
        return values;
    }

    private static SortedMap<String, JsonNode> pairs(ObjectNode config, ObjectNode unsaid) {
        SortedMap<String, JsonNode> pairs = new TreeMap<>();
        add(pairs, "", config, unsaid);
        return pairs;
    }

    private static void add(Map<String, JsonNode> pairs, String key, JsonNode value, JsonNode unsaid) {
        if (value.isObject()) {
            value.properties()
                    .forEach(entry -> add(
                            pairs,
                            key.isEmpty() ? entry.getKey() : key + "." + entry.getKey(),
                            entry.getValue(),
                            unsaid.path(entry.getKey())));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                String place = String.format(Locale.ROOT, "%s.%03d", key, i + 1);
                if (value.get(i).isObject()) {
                    addLayer(pairs, place, value.get(i), unsaid);
                } else {
                    pairs.put(place, value.get(i));
                }
            }
        } else if (!canonical(value).equals(canonical(unsaid))) {
            pairs.put(key, value);
        }
    }

    /** A layer, written {@code kind: {key: value}}: its kind, and what it says beyond the kind's defaults. */
    private static void addLayer(Map<String, JsonNode> pairs, String key, JsonNode layer, JsonNode unsaid) {
        Map.Entry<String, JsonNode> kind = layer.properties().iterator().next();
        pairs.put(key, TextNode.valueOf(kind.getKey()));
        add(pairs, key, kind.getValue(), unsaid.path(kind.getKey()));
    }

    /** One text for equal values: numbers in full, as the bits have them; words in quotation marks. */
    private static String canonical(JsonNode value) {
        if (!value.isNumber()) {
            return value.toString();
        }
        BigDecimal number = value.isIntegralNumber() ? value.decimalValue() : new BigDecimal(value.doubleValue());
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
