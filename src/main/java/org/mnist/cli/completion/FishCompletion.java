package org.mnist.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mnist.cli.completion.Completion.Argument;
import org.mnist.cli.completion.Completion.Command;
import org.mnist.cli.completion.Completion.Option;
import org.mnist.cli.completion.Completion.Value;

/** The lines of the script for fish: one for each option and argument, with the command that has it as its condition. */
final class FishCompletion {
    private FishCompletion() {}

    static Map<String, String> fill(Completion all) {
        return Map.of(
                "COMMANDS",
                        all.commands().stream()
                                .flatMap(command -> lines(all, command).stream())
                                .collect(Collectors.joining("\n")),
                "PATHS",
                        all.commands().stream()
                                .map(Command::path)
                                .filter(path -> !path.isEmpty())
                                .map(FishCompletion::quoted)
                                .collect(Collectors.joining(" ")),
                "VALUED",
                        cases(all.commands().stream()
                                .filter(command -> command.arguments().size() > 1)
                                .collect(Collectors.toMap(
                                        Command::path,
                                        command -> command.options().stream()
                                                .filter(option ->
                                                        !option.values().isEmpty())
                                                .flatMap(option -> option.names().stream())
                                                .toList()))),
                "LISTS",
                        all.lists().entrySet().stream()
                                .map(list -> "        case " + list.getKey() + "\n"
                                        + list.getValue().entrySet().stream()
                                                .map(word -> "            printf '%s\\t%s\\n' " + quoted(word.getKey())
                                                        + " " + quoted(word.getValue()))
                                                .collect(Collectors.joining("\n")))
                                .collect(Collectors.joining("\n")),
                "VALUES",
                        all.keys().stream()
                                .filter(key -> !key.values().isEmpty())
                                .map(key -> "        case " + key.key() + "\n            printf '%s\\n' "
                                        + String.join(" ", key.values()))
                                .collect(Collectors.joining("\n")),
                "KEYS",
                        all.keys().stream()
                                .map(key -> "            printf '%s=\\t%s\\n' " + key.key() + " " + quoted(key.about()))
                                .collect(Collectors.joining("\n")));
    }

    private static String cases(Map<String, List<String>> lines) {
        return lines.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(line -> "        case " + quoted(line.getKey()) + "\n            printf '%s\\n' "
                        + line.getValue().stream().map(FishCompletion::quoted).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> lines(Completion all, Command command) {
        List<String> lines = new ArrayList<>();
        String here = "__mnist_at " + command.path();
        String at = "complete -c mnist -n " + quoted(here);
        all.in(command)
                .forEach(inside -> lines.add("complete -c mnist -n " + quoted("__mnist_begins " + command.path())
                        + " -a " + inside.name() + " -d " + quoted(inside.about())));
        command.options().forEach(option -> lines.add(at + " " + option(option)));
        int place = 0;
        for (Argument argument : command.arguments()) {
            boolean alone = command.arguments().size() == 1;
            String where = alone
                    ? at
                    : "complete -c mnist -n "
                            + quoted(here + "; and __mnist_arguments " + (argument.many() ? "-ge " : "-eq ") + place);
            if (!argument.value().sources().isEmpty()) {
                lines.add(where + " " + offer(argument.value()));
            }
            place++;
        }
        return lines;
    }

    private static String option(Option option) {
        StringBuilder line = new StringBuilder();
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                    .append(' ');
        }
        if (!option.values().isEmpty()) {
            line.append("-x ");
            Value value = option.values().get(0);
            if (!value.sources().isEmpty()) {
                line.append(offer(value)).append(' ');
            }
        }
        return line.append("-d ").append(quoted(option.about())).toString();
    }

    private static String offer(Value value) {
        return "-a '(__mnist_from " + (value.list() ? "+ " : "") + String.join(" ", value.sources()) + ")'";
    }

    private static String quoted(String text) {
        return "'" + text.strip().replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
