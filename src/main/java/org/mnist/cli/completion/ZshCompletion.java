package org.mnist.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mnist.cli.completion.Completion.Argument;
import org.mnist.cli.completion.Completion.Command;
import org.mnist.cli.completion.Completion.Option;
import org.mnist.cli.completion.Completion.Value;

/**
 * The functions of the script for zsh: one for each command, by {@code _arguments}, and the words with what they are. A blank
 * before what {@code _arguments} is to call says that it takes no options of {@code compadd}.
 */
final class ZshCompletion {
    private ZshCompletion() {}

    static Map<String, String> fill(Completion all) {
        return Map.of(
                "COMMANDS",
                        all.commands().stream()
                                .map(command -> function(all, command))
                                .collect(Collectors.joining("\n\n")),
                "LISTS",
                        all.lists().entrySet().stream()
                                .map(list -> "  " + list.getKey() + ") words=(" + words(list.getValue()) + ") ;;")
                                .collect(Collectors.joining("\n")),
                "VALUES",
                        all.keys().stream()
                                .filter(key -> !key.values().isEmpty())
                                .map(key -> "  " + key.key() + ") words=(" + String.join(" ", key.values()) + ") ;;")
                                .collect(Collectors.joining("\n")),
                "KEYS",
                        all.keys().stream()
                                .map(key -> "    " + word(key.key(), key.about()))
                                .collect(Collectors.joining("\n")));
    }

    /** A command's own function, which those of the commands that it is in call. */
    private static String function(Completion all, Command command) {
        List<Command> inside = all.in(command);
        List<String> lines = new ArrayList<>();
        lines.add(name(command) + "() {");
        if (!inside.isEmpty()) {
            lines.add("  local -a commands=(");
            inside.forEach(one -> lines.add("    " + word(one.name(), one.about())));
            lines.add("  )");
            lines.add("  _mnist_inside " + name(command) + " && return");
        }
        lines.add("  _arguments -S \\");
        command.options().forEach(option -> lines.add("    " + option(option) + " \\"));
        boolean first = true;
        for (Argument argument : command.arguments()) {
            String place = argument.many() ? "*" : first ? "1" : "";
            lines.add("    "
                    + quoted(place + ":" + escaped(argument.value().label(), ":") + ":"
                            + (first && !inside.isEmpty() ? " _mnist_commands_or " : " _mnist_from ")
                            + sources(argument.value()))
                    + " \\");
            first = false;
        }
        if (command.arguments().isEmpty() && !inside.isEmpty()) {
            lines.add("    '1:command: _mnist_commands_or'");
        } else {
            lines.set(lines.size() - 1, lines.get(lines.size() - 1).replaceAll(" \\\\$", ""));
        }
        lines.add("}");
        return String.join("\n", lines);
    }

    private static String name(Command command) {
        return command.path().isEmpty()
                ? "_mnist_main"
                : "_mnist_of_" + command.path().replace(' ', '_');
    }

    private static String option(Option option) {
        String about = "[" + escaped(option.about(), "[]") + "]";
        StringBuilder values = new StringBuilder();
        for (Value value : option.values()) {
            values.append(':')
                    .append(escaped(value.label(), ":"))
                    .append(": _mnist_from ")
                    .append(sources(value));
        }
        String assign = option.values().size() == 1 ? "=" : "";
        List<String> names = option.names();
        if (names.size() == 1) {
            return quoted((option.often() ? "*" : "") + names.get(0) + assign + about + values);
        }
        String apart = quoted("(" + String.join(" ", names) + ")");
        return names.stream()
                .map(name -> apart + quoted(name + (name.startsWith("--") ? assign : "") + about + values))
                .collect(Collectors.joining(" "));
    }

    private static String sources(Value value) {
        return (value.list() ? "+ " : "") + String.join(" ", value.sources());
    }

    private static String words(Map<String, String> words) {
        return words.entrySet().stream()
                .map(word -> word(word.getKey(), word.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String word(String word, String about) {
        return quoted(escaped(word, ":") + (about.isEmpty() ? "" : ":" + about));
    }

    private static String escaped(String text, String signs) {
        StringBuilder escaped = new StringBuilder();
        text.chars()
                .forEach(c -> escaped.append(signs.indexOf(c) < 0 && c != '\\' ? "" : "\\")
                        .append((char) c));
        return escaped.toString();
    }

    private static String quoted(String text) {
        return "'" + text.strip().replace("'", "'\\''") + "'";
    }
}
