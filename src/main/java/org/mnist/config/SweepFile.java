package org.mnist.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.Names;
import org.mnist.base.schema.Schema;

/**
 * What a sweep tries, as a YAML file has it, each value in the words of the command line.
 *
 * @param archs presets and YAML files; empty if the file says nothing of them
 * @param set what {@code --set} is given: for each dotted key a list such as {@code 0.001,0.003} or a range such as {@code log:1e-4..1e-2}
 * @param seeds such as {@code 1..10}
 * @param trials how many configurations are drawn
 * @param searchSeed the seed that they are drawn by
 * @param scoreAll whether every training is scored on the test images
 */
public record SweepFile(
        List<String> archs,
        Map<String, String> set,
        Optional<String> seeds,
        Optional<String> trials,
        Optional<String> searchSeed,
        boolean scoreAll) {
    private static final String ARCH = "arch";
    private static final String SET = "set";
    private static final String SEEDS = "seeds";
    private static final String TRIALS = "trials";
    private static final String SEARCH_SEED = "search-seed";
    private static final String SCORE_ALL = "score-all";
    private static final List<String> KEYS = List.of(ARCH, SET, SEEDS, TRIALS, SEARCH_SEED, SCORE_ALL);

    /** A file that says nothing. */
    public static final SweepFile NONE =
            new SweepFile(List.of(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** Keeps copies in the order that they came in. */
    public SweepFile {
        archs = List.copyOf(archs);
        set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    }

    /**
     * Reads a file.
     *
     * @throws Failure of kind NOT_FOUND if there is none, USAGE if it is none of a sweep, with the place
     */
    public static SweepFile read(Path file) {
        ConfigTree tree = ConfigTree.read(file.toString(), ConfigLoader.text(file), Schema.SWEEP);
        if (!tree.newer().isEmpty()) {
            throw new Failure(Failure.Kind.USAGE, tree.newer() + "; use that mnist");
        }
        tree.requireNoNull();
        ObjectNode root = tree.root();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (!KEYS.contains(entry.getKey())) {
                throw new Failure(
                        Failure.Kind.USAGE,
                        tree.origin(entry.getKey()) + ": there is no key `" + entry.getKey() + "`"
                                + Names.suggestion(entry.getKey(), KEYS) + " a sweep has " + String.join(", ", KEYS)
                                + ", and what changes a configuration stands below `set`");
            }
        }
        requireFull(tree, "", root);
        Map<String, String> set = new LinkedHashMap<>();
        if (root.get(SET) instanceof ObjectNode group) {
            flatten("", group, set);
        } else if (root.has(SET)) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    tree.origin(SET) + ": set is no group; it takes keys with values, such as `learning-rate: [0.001,"
                            + " 0.003]`");
        }
        return new SweepFile(
                words(root.get(ARCH)),
                set,
                word(root.get(SEEDS)),
                word(root.get(TRIALS)),
                word(root.get(SEARCH_SEED)),
                truth(tree, root.get(SCORE_ALL)));
    }

    /**
     * What this tries and what another one tries besides: architectures, seeds and values of a list are added, what is drawn is
     * as the other says where it says something.
     */
    public SweepFile plus(SweepFile more) {
        Map<String, String> both = new LinkedHashMap<>(set);
        more.set.forEach((key, text) -> both.merge(key, text, SweepFile::joined));
        return new SweepFile(
                Stream.concat(archs.stream(), more.archs.stream()).distinct().toList(),
                both,
                seeds.isPresent() && more.seeds.isPresent()
                        ? Optional.of(joined(seeds.get(), more.seeds.get()))
                        : more.seeds.or(() -> seeds),
                more.trials.or(() -> trials),
                more.searchSeed.or(() -> searchSeed),
                scoreAll || more.scoreAll);
    }

    /** Two lists as one; a range is not added to, and the second counts. */
    private static String joined(String first, String second) {
        Set<String> both = new LinkedHashSet<>(split(first));
        both.addAll(split(second));
        boolean range = Stream.of(first, second).anyMatch(text -> text.matches("[a-z]+:.*\\.\\..*"));
        return range ? second : String.join(",", both);
    }

    /** The values of a list; commas within brackets or braces separate nothing. */
    public static List<String> split(String text) {
        List<String> all = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            if (c == ',' && (depth <= 0 || i == text.length())) {
                all.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        return all;
    }

    /** The file as YAML with its schema number, which {@link #read} takes back. */
    public String print() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put(Schema.KEY, Schema.SWEEP.number());
        archs.forEach(root.putArray(ARCH)::add);
        ObjectNode group = root.putObject(SET);
        set.forEach(group::put);
        seeds.ifPresent(text -> root.put(SEEDS, text));
        trials.ifPresent(text -> root.put(TRIALS, text));
        searchSeed.ifPresent(text -> root.put(SEARCH_SEED, text));
        if (scoreAll) {
            root.put(SCORE_ALL, true);
        }
        return ConfigMapper.write(root);
    }

    private static boolean truth(ConfigTree tree, @Nullable JsonNode node) {
        if (node != null && !node.isBoolean()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    tree.origin(SCORE_ALL) + ": " + SCORE_ALL + " is " + node.asText() + "; valid are true and false");
        }
        return node != null && node.booleanValue();
    }

    private static void requireFull(ConfigTree tree, String prefix, ObjectNode group) {
        group.properties().forEach(entry -> {
            String path = prefix + entry.getKey();
            if (entry.getValue() instanceof ObjectNode below) {
                requireFull(tree, path + ".", below);
            } else if (entry.getValue().isTextual() && entry.getValue().asText().isBlank()) {
                throw new Failure(
                        Failure.Kind.USAGE,
                        tree.origin(path) + ": " + path + " is empty; give it a value or leave it out");
            }
        });
    }

    private static void flatten(String prefix, ObjectNode group, Map<String, String> set) {
        group.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            if (entry.getValue() instanceof ObjectNode below) {
                flatten(key + ".", below, set);
            } else {
                set.put(key, String.join(",", words(entry.getValue())));
            }
        });
    }

    private static Optional<String> word(@Nullable JsonNode node) {
        return node == null ? Optional.empty() : Optional.of(String.join(",", words(node)));
    }

    /** The elements of a list, or the one value that is none; lists and groups within it as they stand in braces. */
    private static List<String> words(@Nullable JsonNode node) {
        if (node == null) {
            return List.of();
        }
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(SweepFile::text)
                        .collect(Collectors.toCollection(ArrayList::new))
                : List.of(text(node));
    }

    private static String text(JsonNode node) {
        return node.isContainerNode() ? node.toString() : node.asText();
    }
}
