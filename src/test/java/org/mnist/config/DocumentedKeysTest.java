package org.mnist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist.base.Failure;
import org.mnist.config.ConfigLoader.Setting;

/**
 * Files of configurations document themselves, and what {@code defaults.yaml} says of a key is true: each end of a range
 * is taken or refused as the comment says.
 */
class DocumentedKeysTest {
    private static final Path DEFAULTS = Path.of("src/main/resources/org/mnist/config/defaults.yaml");
    private static final Pattern LINE =
            Pattern.compile("(?<indent> *)(?<key>[a-z0-9-]+): *(?<value>\\S*?) *#(?<comment>.*)");
    private static final Pattern RANGE =
            Pattern.compile("(?<above>above )?(?<from>-?[\\d.,]*\\d),? (?<to>to below|to|up to) (?<end>-?[\\d.,]*\\d)");

    /** Numbers that have no range of their own; that of {@code freeze} is the network's. */
    private static final Set<String> WITHOUT = Set.of("seed", "validation", "freeze");

    /**
     * A key with a range.
     *
     * @param key its full name
     * @param whole whether only whole numbers are valid
     * @param context what else must be set for the key to mean something
     */
    private record Documented(
            String key,
            boolean whole,
            double from,
            boolean fromIncluded,
            double to,
            boolean toIncluded,
            String context) {
        /** The next number that can be told apart. */
        double step() {
            return whole ? 1 : 1e-6;
        }
    }

    static List<Documented> documented() throws IOException {
        List<Documented> all = new ArrayList<>();
        String section = "";
        for (String line : Files.readAllLines(DEFAULTS)) {
            Matcher key = LINE.matcher(line);
            if (!key.matches()) {
                section = line.matches("[a-z-]+:") ? line.substring(0, line.length() - 1) : section;
                continue;
            }
            section = key.group("indent").isEmpty() ? "" : section;
            if (key.group("value").isEmpty()) {
                section = key.group("key");
            }
            Matcher range = RANGE.matcher(key.group("comment"));
            if (range.find()) {
                all.add(documented(section, key, range));
            }
        }
        return all;
    }

    private static Documented documented(String section, Matcher key, Matcher range) {
        String name = section.isEmpty() ? key.group("key") : section + "." + key.group("key");
        Matcher kinds =
                Pattern.compile("^ (?:[a-z0-9-]+, )*(?<last>[a-z0-9-]+): ").matcher(key.group("comment"));
        return new Documented(
                name,
                key.group("value").matches("\\d+"),
                number(range.group("from")),
                range.group("above") == null,
                number(range.group("end")),
                !range.group("to").equals("to below"),
                kinds.find() ? section + ".kind=" + kinds.group("last") : null);
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(",", ""));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void theEndsOfARangeAreWhereTheyAreSaidToBe(Documented key) {
        requireTaken(key, key.from(), key.fromIncluded());
        requireTaken(key, key.to(), key.toIncluded());
        requireTaken(key, key.from() + key.step(), true);
        requireTaken(key, key.to() - key.step(), true);
        requireTaken(key, key.from() - key.step(), false);
        requireTaken(key, key.to() + Math.max(key.step(), 1e-6 * key.to()), false);
    }

    private static void requireTaken(Documented key, double value, boolean taken) {
        List<Setting> settings = new ArrayList<>();
        settings.add(new Setting("epochs", "10000", "test")); // some others may not be larger
        if (key.context() != null) {
            String[] context = key.context().split("=", -1);
            settings.add(new Setting(context[0], context[1], "test"));
        }
        String text = key.whole() ? Long.toString((long) value) : Double.toString(value);
        settings.add(new Setting(key.key(), text, "test"));
        if (taken) {
            assertThatCode(() -> ConfigLoader.load("mlp", null, settings))
                    .as("%s: %s", key.key(), text)
                    .doesNotThrowAnyException();
        } else {
            String last = key.key().substring(key.key().lastIndexOf('.') + 1);
            assertThatThrownBy(() -> ConfigLoader.load("mlp", null, settings))
                    .as("%s: %s", key.key(), text)
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining(last + " is " + text + "; valid are ");
        }
    }

    /** No number is left without its range, so that none escapes this test. */
    @Test
    void everyNumberHasARange() throws IOException {
        List<String> numbers;
        try (Stream<String> lines = Files.lines(DEFAULTS)) {
            numbers = lines.map(LINE::matcher)
                    .filter(Matcher::matches)
                    .filter(line -> line.group("value").matches("-?\\d.*"))
                    .map(line -> line.group("key"))
                    .filter(key -> !WITHOUT.contains(key))
                    .toList();
        }
        assertThat(numbers).hasSizeGreaterThan(25);
        assertThat(documented())
                .extracting(key -> key.key().substring(key.key().lastIndexOf('.') + 1))
                .containsExactlyElementsOf(numbers);
    }

    @Test
    void everyKeyIsExplained() throws IOException {
        for (String line : Files.readAllLines(DEFAULTS)) {
            if (line.matches("\\s*[a-z0-9-]+: .*")) {
                assertThat(line).contains(" # ");
            }
        }
    }

    /** Every line that sets a value outside the list of layers says what it is. */
    @ParameterizedTest
    @MethodSource("presets")
    void presetsExplainWhatTheySet(String name) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("configs", name + ".yaml"));
        assertThat(lines.get(0)).startsWith("# ");
        assertThat(lines)
                .filteredOn(
                        line -> line.matches("[a-z0-9-]+: [^\\[].*") && !line.matches("(schema|name|about|data): .*"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(" # "));
    }

    static List<String> presets() {
        return Presets.NAMES;
    }
}
