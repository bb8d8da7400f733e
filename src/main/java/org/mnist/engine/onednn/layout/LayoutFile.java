package org.mnist.engine.onednn.layout;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.stage.LayerLayout;

/**
 * The text of a file of remembered layouts, in its present schema: the schema, the key, an empty line, and for each layer
 * its three layouts by oneDNN's names.
 */
final class LayoutFile {
    /** The schema that this version writes. */
    static final int SCHEMA = 1;

    private static final Pattern SCHEMA_LINE = Pattern.compile("schema (\\d{1,9})\n");

    private static final Map<Layout, String> NAMES = Map.of(
            Layout.ROWS, "nc",
            Layout.PLAIN, "nchw",
            Layout.CHANNELS_LAST, "nhwc",
            Layout.BLOCKED_8, "nChw8c",
            Layout.BLOCKED_16, "nChw16c");

    private static final Map<String, Layout> LAYOUTS =
            NAMES.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private LayoutFile() {}

    /** The schema of a file; 0 where it names none. */
    static int schema(String file) {
        Matcher line = SCHEMA_LINE.matcher(file);
        return line.lookingAt() ? Integer.parseInt(line.group(1)) : 0;
    }

    /** The text that remembers layouts. */
    static String write(LayoutKey key, List<LayerLayout> layouts) {
        return head(key.text())
                + layouts.stream()
                        .map(layer -> NAMES.get(layer.result()) + " " + NAMES.get(layer.weightGradient()) + " "
                                + NAMES.get(layer.dataGradient()) + "\n")
                        .collect(Collectors.joining());
    }

    /** The layouts that a text remembers, if it is whole and about this key. */
    static Optional<List<LayerLayout>> read(String file, LayoutKey key, int layers) {
        return layouts(file, head(key.text()), " ", LAYOUTS::get, layers);
    }

    private static String head(String key) {
        return "schema " + SCHEMA + "\n" + key + "\n\n";
    }

    /**
     * The layouts in lines behind a head.
     *
     * @param separator what is between the three words of a line
     * @param layout the layout of a word; null for an unknown one
     * @param layers how many lines there must be
     */
    static Optional<List<LayerLayout>> layouts(
            String file, String head, String separator, Function<String, Layout> layout, int layers) {
        if (!file.startsWith(head) || !file.endsWith("\n")) {
            return Optional.empty();
        }
        List<List<Optional<Layout>>> lines = file.substring(head.length())
                .lines()
                .map(line -> Arrays.stream(line.split(separator, -1))
                        .map(word -> Optional.ofNullable(layout.apply(word)))
                        .toList())
                .toList();
        boolean whole = lines.size() == layers
                && lines.stream()
                        .allMatch(line -> line.size() == 3 && line.stream().allMatch(Optional::isPresent));
        return whole
                ? Optional.of(lines.stream()
                        .map(line -> new LayerLayout(
                                line.get(0).orElseThrow(),
                                line.get(1).orElseThrow(),
                                line.get(2).orElseThrow()))
                        .toList())
                : Optional.empty();
    }
}
