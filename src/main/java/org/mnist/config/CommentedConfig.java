package org.mnist.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mnist.base.Text;

/** A printed configuration with the meaning of each key as a comment behind it. Layers, of which there may be many, have none. */
final class CommentedConfig {
    private static final Pattern LINE = Pattern.compile("( {0,2})([a-z0-9-]+):.*");

    /** Where comments begin, and how long lines are. */
    private static final int COLUMN = 32;

    private static final int WIDTH = 120;

    private CommentedConfig() {}

    /** YAML with comments, which reads as it did without them. */
    static String of(String yaml) {
        List<String> lines = new ArrayList<>();
        String group = "";
        for (String line : yaml.lines().toList()) {
            Matcher key = LINE.matcher(line);
            if (!key.matches()) {
                lines.add(line);
                continue;
            }
            group = key.group(1).isEmpty() ? key.group(2) : group;
            String path = key.group(1).isEmpty() ? group : group + "." + key.group(2);
            lines.add(line + comment(line, ConfigKeys.find(path)));
        }
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static String comment(String line, Optional<ConfigKeys.Key> key) {
        if (key.isEmpty() || key.get().meaning().isEmpty()) {
            return "";
        }
        String next = "\n" + " ".repeat(COLUMN) + "# ";
        return Text.wrap(key.get().meaning(), WIDTH - COLUMN - 2).stream()
                .collect(Collectors.joining(next, " ".repeat(Math.max(1, COLUMN - Text.length(line))) + "# ", ""));
    }
}
