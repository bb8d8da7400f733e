package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.testing.CliRun;
import org.mnist.testing.Slow;

/**
 * Configurations that nobody would write: valid ones with values, keys and whole branches replaced, and with their text cut and
 * mixed. Each trains, as far as {@code --dry-run} goes, or is refused in one line with 2.
 */
class ConfigFuzzTest {
    /** Documents of the long run; another number by {@code -Dfuzz.configs}. */
    private static final int MANY = Integer.getInteger("fuzz.configs", 10_000);

    private static final int FEW = 400;

    private static final List<String> WORDS = List.of(
            "null",
            "~",
            "''",
            "\"\"",
            "true",
            "False",
            "yes",
            "0",
            "-0",
            "1",
            "-1",
            "010",
            "0o17",
            "0x10",
            "1_000",
            "1e3",
            "1.5",
            ".5",
            "5.",
            "+3",
            "1e400",
            "-1e-400",
            "99999999999",
            "99999999999999999999999",
            ".inf",
            "-.inf",
            ".nan",
            "NaN",
            "Infinity",
            "1:30",
            "2026-01-01",
            "!!str 1",
            "!!binary aGk=",
            "!mine x",
            "&a 1",
            "*a",
            "[]",
            "{}",
            "[1, 2]",
            "[null]",
            "{a: null}",
            "{null: 1}",
            "{? [1] : 2}",
            "adam",
            "cosine",
            "same",
            "classes",
            "all",
            "1/12",
            "1/0",
            "32x48",
            "auto",
            "'null'",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "ü",
            "\u202e",
            "|\n  text",
            ">-\n  text",
            "[[[[[[[[[[]]]]]]]]]]");

    private static final List<String> KEYS = List.of(
            "schema",
            "name",
            "about",
            "data",
            "init",
            "backend",
            "precision",
            "published",
            "image-size",
            "skip-bad",
            "train-images",
            "task",
            "layers",
            "freeze",
            "initializer",
            "learning-rate",
            "optimizer",
            "schedule",
            "augmentation",
            "batch",
            "epochs",
            "validation",
            "split",
            "patience",
            "l2",
            "label-smoothing",
            "ema",
            "seed",
            "engine",
            "threads",
            "kind",
            "beta1",
            "momentum",
            "every",
            "factor",
            "pct-start",
            "rise-share",
            "weight-average",
            "rotation",
            "crop",
            "off-epochs",
            "accuracy",
            "note",
            "conv",
            "dense",
            "filters",
            "kernel",
            "stride",
            "padding",
            "bias",
            "activation",
            "units",
            "size",
            "rate",
            "bogus",
            "",
            "a.b");

    private static final List<String> LAYERS = List.of(
            "conv",
            "maxpool",
            "avgpool",
            "batchnorm",
            "activation",
            "dropout",
            "flatten",
            "dense",
            "globalavgpool",
            "globalmaxpool",
            "zeropad",
            "centrecrop",
            "output");

    /** Values that may rightly end in something else than 0 or 2: a missing file, or something that this machine lacks. */
    private static final Set<Integer> ELSEWHERE = Set.of(66, 69);

    @TempDir
    Path folder;

    @Test
    void someTrainOrAreRefusedInOneLine() throws IOException {
        fuzz(FEW, 1);
    }

    @Slow
    @Test
    void manyTrainOrAreRefusedInOneLine() throws IOException {
        fuzz(MANY, 2);
    }

    private void fuzz(int count, long seed) throws IOException {
        Random random = new Random(seed);
        Path file = folder.resolve("net.yaml");
        int sound = 0;
        for (int i = 0; i < count; i++) {
            String text = document(random);
            Files.writeString(file, text);
            List<Object> arguments = new ArrayList<>(List.of("train", "--arch", file, "--dry-run"));
            if (random.nextInt(4) == 0) {
                arguments.add("--set");
                arguments.add(pick(random, KEYS) + (random.nextBoolean() ? "." + pick(random, KEYS) : "") + "="
                        + pick(random, WORDS));
            }
            CliRun run = CliRun.of(arguments.toArray());
            String what = "document " + i + " of seed " + seed + ", " + arguments + "\n" + text + "\n" + run.err();
            List<String> said =
                    run.err().lines().filter(line -> line.startsWith("mnist: ")).toList();
            if (run.code() == 0) {
                assertThat(said).as(what).isEmpty();
                sound++;
                requireSameAgain(arguments, what);
            } else {
                assertThat(run.code() == 2 || (ELSEWHERE.contains(run.code()) && isElsewhere(said)))
                        .as("exit " + run.code() + " of " + what)
                        .isTrue();
                assertThat(said).as(what).hasSize(1);
                assertThat(run.err()).as(what).doesNotContain("\tat ").doesNotContain("Exception");
            }
        }
        assertThat(sound)
                .as("documents that are sound, or nothing much was tried")
                .isBetween(count / 20, count * 9 / 10);
    }

    private static boolean isElsewhere(List<String> said) {
        return said.stream()
                .allMatch(line -> line.contains("model")
                        || line.contains("data")
                        || line.contains("precision")
                        || line.contains("cuda"));
    }

    /** What is printed of a sound one is the same configuration again. */
    private void requireSameAgain(List<Object> arguments, String what) throws IOException {
        List<Object> print = new ArrayList<>(List.of("config", "print"));
        print.addAll(arguments.subList(1, arguments.size()));
        print.remove("--dry-run");
        CliRun printed = CliRun.of(print.toArray());
        assertThat(printed.code()).as(what + printed.err()).isZero();
        Path again = folder.resolve("again.yaml");
        Files.writeString(again, printed.out());
        TrainConfig read = ConfigLoader.load(null, again, List.of());
        assertThat(ConfigLoader.printCommented(read).strip())
                .as(what)
                .isEqualTo(printed.out().strip());
        Files.delete(again);
    }

    // ---- documents ----

    private static String document(Random random) {
        Map<String, Object> root = sound(random);
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            change(random, root);
        }
        String text = random.nextInt(8) == 0 ? flow(root) + "\n" : block(root, "");
        if (random.nextInt(6) == 0) {
            text = damaged(random, text);
        }
        return text;
    }

    private static Map<String, Object> sound(Random random) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("name", "net");
        List<Object> layers = new ArrayList<>();
        layers.add(layer("conv", "filters", "4", "kernel", "3", "stride", "2", "activation", "relu"));
        if (random.nextBoolean()) {
            layers.add(layer("batchnorm"));
        }
        if (random.nextBoolean()) {
            layers.add(layer("maxpool", "size", "2"));
        }
        layers.add(layer("flatten"));
        if (random.nextBoolean()) {
            layers.add(layer("dropout", "rate", "0.25"));
        }
        if (random.nextBoolean()) {
            layers.add(layer("dense", "units", "8", "activation", "relu"));
        }
        layers.add(layer("output"));
        root.put("layers", layers);
        root.put("data", "sample");
        root.put("epochs", "3");
        root.put("batch", "32");
        root.put("learning-rate", "0.01");
        if (random.nextBoolean()) {
            root.put("optimizer", group("kind", "sgd", "momentum", "0.9", "nesterov", "true"));
        }
        if (random.nextBoolean()) {
            root.put("schedule", group("kind", "one-cycle", "pct-start", "0.2"));
        }
        if (random.nextBoolean()) {
            root.put("augmentation", group("rotation", "10", "shift", "0.1"));
        }
        if (random.nextBoolean()) {
            root.put("published", group("accuracy", "99.1", "note", "somewhere"));
        }
        root.put("validation", "1/12");
        root.put("seed", "7");
        return root;
    }

    private static Map<String, Object> group(String... pairs) {
        Map<String, Object> group = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            group.put(pairs[i], pairs[i + 1]);
        }
        return group;
    }

    private static Map<String, Object> layer(String kind, String... pairs) {
        Map<String, Object> layer = new LinkedHashMap<>();
        layer.put(kind, group(pairs));
        return layer;
    }

    /** Changes something in a group or list, or in one that is in it. */
    @SuppressWarnings("unchecked")
    private static void change(Random random, Object at) {
        if (at instanceof Map<?, ?> any) {
            Map<String, Object> group = (Map<String, Object>) any;
            List<String> keys = List.copyOf(group.keySet());
            String key = keys.isEmpty() ? pick(random, KEYS) : pick(random, keys);
            Object value = group.get(key);
            if (value != null && !(value instanceof String) && random.nextInt(3) > 0) {
                change(random, value);
                return;
            }
            switch (random.nextInt(5)) {
                case 0 -> group.remove(key);
                case 1 -> group.put(random.nextBoolean() ? pick(random, KEYS) : key + "x", pick(random, WORDS));
                case 2 -> group.put(pick(random, KEYS), anything(random));
                case 3 -> group.put(key, anything(random));
                default -> group.put(key, pick(random, WORDS));
            }
        } else if (at instanceof List<?> any && !any.isEmpty()) {
            List<Object> list = (List<Object>) any;
            int place = random.nextInt(list.size());
            if (random.nextBoolean() && !(list.get(place) instanceof String)) {
                change(random, list.get(place));
                return;
            }
            switch (random.nextInt(4)) {
                case 0 -> list.remove(place);
                case 1 -> list.add(place, anything(random));
                case 2 -> list.set(place, pick(random, WORDS));
                default -> list.add(place, layer(pick(random, LAYERS), pick(random, KEYS), pick(random, WORDS)));
            }
        }
    }

    private static Object anything(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> group(pick(random, KEYS), pick(random, WORDS));
            case 1 -> new ArrayList<>(List.of(pick(random, WORDS), pick(random, WORDS)));
            default -> pick(random, WORDS);
        };
    }

    private static String damaged(Random random, String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(4)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 ->
                    damaged.insert(
                            at,
                            pick(
                                    random,
                                    List.of(
                                            ":", "-", " ", "\n", "\t", "{", "}", "[", "]", "#", "&", "*", "!", "%", "@",
                                            "`", "'", "\"", "?", "|", ">", "---\n", "...\n", "\u0007", "\ufeff",
                                            "<<: ")));
                case 2 -> damaged.setLength(Math.max(1, at));
                default -> damaged.insert(at, damaged.substring(0, Math.min(damaged.length(), 40)));
            }
            if (damaged.isEmpty()) {
                damaged.append('x');
            }
        }
        return damaged.toString();
    }

    private static String block(Map<?, ?> group, String indent) {
        StringBuilder text = new StringBuilder();
        group.forEach((key, value) -> {
            text.append(indent).append(key).append(":");
            if (value instanceof Map<?, ?> below && !below.isEmpty()) {
                text.append('\n').append(block(below, indent + "  "));
            } else if (value instanceof List<?> list && !list.isEmpty()) {
                text.append('\n');
                list.forEach(item ->
                        text.append(indent).append("  - ").append(flow(item)).append('\n'));
            } else {
                text.append(' ').append(flow(value)).append('\n');
            }
        });
        return text.toString();
    }

    private static String flow(Object value) {
        if (value instanceof Map<?, ?> group) {
            return group.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ConfigFuzzTest::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        return String.valueOf(value);
    }

    private static <T> T pick(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
