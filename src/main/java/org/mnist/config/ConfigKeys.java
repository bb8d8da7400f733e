package org.mnist.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a configuration with their meanings, ranges and defaults, read from where the defaults come from: a comment in
 * {@code defaults.yaml} or {@code layers.yaml} is what help, shells and printed configurations say of its key.
 */
public final class ConfigKeys {
    /** What the keys of a layer begin with; a kind of layer and a key of it follow. */
    public static final String LAYER = "layers[].";

    private static final Pattern LINE = Pattern.compile("( *)([a-z0-9-]+):(?: +([^# ][^#]*?))?(?: +# (.*))?");
    private static final Pattern MORE = Pattern.compile(" +# (.*)");

    private static final List<Key> ALL = Stream.of(
                    read("defaults.yaml", "").stream(),
                    Stream.of(new Key("layers", "", "the layers, in order, each `- kind: {key: value}`")),
                    read("layers.yaml", LAYER).stream())
            .flatMap(keys -> keys)
            .toList();

    private ConfigKeys() {}

    /**
     * A key.
     *
     * @param key with dots between groups, as {@code --set} takes it: {@code optimizer.kind}; keys of layers begin with
     *     {@link #LAYER}
     * @param value the default, as it is written in YAML; empty for a group of keys, and where there is none
     * @param meaning what it is; its unit and range, or the words that are valid
     */
    public record Key(String key, String value, String meaning) {}

    /** All keys and groups of keys, in the order of the files. */
    public static List<Key> all() {
        return ALL;
    }

    /**
     * A key.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Key of(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("there is no key " + key));
    }

    /** A key, if there is one of that name. */
    static Optional<Key> find(String key) {
        return ALL.stream().filter(one -> one.key().equals(key)).findFirst();
    }

    private static List<Key> read(String resource, String prefix) {
        List<Key> keys = new ArrayList<>();
        String group = "";
        for (String line : ConfigLoader.resource(resource).lines().toList()) {
            Matcher key = LINE.matcher(line);
            Matcher more = MORE.matcher(line);
            if (key.matches()) {
                group = key.group(1).isEmpty() ? key.group(2) : group;
                String path = key.group(1).isEmpty() ? group : group + "." + key.group(2);
                keys.add(new Key(prefix + path, orEmpty(key.group(3)), orEmpty(key.group(4))));
            } else if (more.matches()) {
                Key last = keys.remove(keys.size() - 1);
                keys.add(new Key(last.key(), last.value(), last.meaning() + " " + more.group(1)));
            }
        }
        return List.copyOf(keys);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
