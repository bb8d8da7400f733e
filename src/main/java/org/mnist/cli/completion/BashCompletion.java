package org.mnist.cli.completion;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mnist.cli.completion.Completion.Argument;
import org.mnist.cli.completion.Completion.Command;
import org.mnist.cli.completion.Completion.Option;
import org.mnist.cli.completion.Completion.Value;

/** The tables of the script for bash. They have no descriptions, for bash shows none. */
final class BashCompletion {
    private BashCompletion() {}

    static Map<String, String> fill(Completion all) {
        return Map.of(
                "COMMANDS",
                        cases(
                                all.commands(),
                                Command::path,
                                command -> all.in(command).stream().map(Command::name)),
                "OPTIONS",
                        cases(
                                all.commands(),
                                Command::path,
                                command -> command.options().stream().flatMap(BashCompletion::option)),
                "ARGUMENTS",
                        cases(
                                all.commands(),
                                Command::path,
                                command -> command.arguments().stream().map(BashCompletion::argument)),
                "LISTS",
                        cases(
                                List.copyOf(all.lists().entrySet()),
                                Map.Entry::getKey,
                                list -> list.getValue().keySet().stream()),
                "VALUES", cases(all.keys(), Completion.Key::key, key -> key.values().stream()),
                "KEYS", all.keys().stream().map(key -> key.key() + "=").collect(Collectors.joining("\n")));
    }

    /** Lines of a {@code case} that print a word a line for each name that has some. */
    private static <T> String cases(List<T> things, Function<T, String> name, Function<T, Stream<String>> words) {
        return things.stream()
                .map(thing -> Map.entry(name.apply(thing), words.apply(thing).toList()))
                .filter(line -> !line.getValue().isEmpty())
                .map(line -> "  " + quoted(line.getKey()) + ") printf '%s\\n' "
                        + line.getValue().stream().map(BashCompletion::quoted).collect(Collectors.joining(" ")) + " ;;")
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> option(Option option) {
        String values = option.values().stream().map(BashCompletion::sources).collect(Collectors.joining("/"));
        return option.names().stream().map(name -> values.isEmpty() ? name : name + "=" + values);
    }

    private static String argument(Argument argument) {
        return sources(argument.value()) + (argument.many() ? "..." : "");
    }

    private static String sources(Value value) {
        return value.sources().isEmpty() ? "-" : (value.list() ? "+," : "") + String.join(",", value.sources());
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9._=+,/-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
