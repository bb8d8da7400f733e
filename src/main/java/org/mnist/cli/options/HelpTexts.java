package org.mnist.cli.options;

import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Resources;
import org.mnist.config.ConfigKeys;

/**
 * Texts of the help that picocli asks for when somebody reads it: examples, from {@code examples.txt}, at the end of each
 * command's; and {@code ${bundle:config.batch}} in an option's description, which is the meaning, the range and the default of the key
 * {@code batch}.
 */
public final class HelpTexts extends ResourceBundle {
    private static final String CONFIG = "config.";
    private static final String FOOTER = ".usage.footer";

    /** Keys that presets set to what is good for them. */
    static final Set<String> OF_PRESETS = Set.of("epochs", "batch", "learning-rate", "validation");

    private final Map<String, String> texts = new LinkedHashMap<>();

    private Map<String, String> texts() {
        if (texts.isEmpty()) { // most runs of the program show no help
            ConfigKeys.all().forEach(key -> texts.put(CONFIG + key.key(), text(key)));
            examples().forEach((command, lines) -> texts.put(command.replace(' ', '.') + FOOTER, lines));
        }
        return texts;
    }

    private static String text(ConfigKeys.Key key) {
        String meaning = key.meaning();
        String value = key.value().equals("\"\"") ? "none" : key.value();
        return meaning.substring(0, 1).toUpperCase(Locale.ROOT) + meaning.substring(1) + ". Default: "
                + (OF_PRESETS.contains(key.key()) ? "the preset's, or " : "") + value + ".";
    }

    /** Examples of each command, by its full name. */
    private static Map<String, String> examples() {
        Map<String, String> examples = new LinkedHashMap<>();
        for (String group :
                Resources.text(HelpTexts.class, "examples.txt").strip().split("\n\n", -1)) {
            String[] parts = group.split("\n", 2);
            examples.put(parts[0], "\nExamples:\n" + parts[1]);
        }
        return examples;
    }

    @Override
    protected @Nullable Object handleGetObject(String name) {
        return texts().get(name);
    }

    @Override
    protected Set<String> handleKeySet() {
        return texts().keySet();
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(handleKeySet());
    }
}
