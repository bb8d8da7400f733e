package org.mnist.cli.completion;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.mnist.cli.completion.Completion.Argument;
import org.mnist.cli.completion.Completion.Command;
import org.mnist.cli.completion.Completion.Option;
import org.mnist.cli.completion.Completion.Value;
import org.mnist.cli.options.Candidates;
import org.mnist.config.SettableKeys;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Makes a {@link Completion} of picocli's model. What may follow an option stands in its label, as people read it in the help:
 * {@code RUN|MODEL.zip} is a run folder or a file that ends so, a word of small letters is the word itself. Other words come
 * from its candidates.
 */
final class CompletionReader {
    /** What the words of a label mean. */
    private static final Map<String, List<String>> PLACES = Map.ofEntries(
            entry("A,B", List.of(".yaml")), // beside the presets, which are candidates
            entry("FILE", List.of("file")),
            entry("PATH", List.of("file")),
            entry("IMAGE", List.of("file")),
            entry("DIR", List.of("dir")),
            entry("RUN", List.of("run")),
            entry("KEY=VALUE", List.of("set")));

    /** Labels of numbers, addresses and names that only the person knows, and of what has candidates. */
    private static final List<String> ELSEWHERE = List.of(
            "ADDRESS",
            "BACKEND",
            "ENGINE",
            "HOST",
            "HxW",
            "KEY",
            "N",
            "NAME",
            "NAME[,NAME]",
            "ORIGIN",
            "PART",
            "PORT",
            "PATTERN",
            "PRECISION",
            "PRESET",
            "SHARE",
            "TOKEN",
            "URI",
            "URL",
            "X",
            "1,2",
            "1..10");

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern ENDING = Pattern.compile("[A-Z]+(\\.[a-z]+)");
    private static final Pattern SENTENCE_END = Pattern.compile("[.;](?= |$)");

    private final Map<String, Map<String, String>> lists = new LinkedHashMap<>();

    private CompletionReader() {}

    /** The model of a command line whose commands are all there. */
    static Completion read(CommandSpec program) {
        CompletionReader reader = new CompletionReader();
        List<Command> commands = new ArrayList<>();
        reader.add(program, "", commands);
        List<Completion.Key> keys = SettableKeys.all().stream()
                .map(key -> new Completion.Key(key.key(), sentence(key.meaning()), key.values()))
                .toList();
        return new Completion(List.copyOf(commands), Collections.unmodifiableMap(reader.lists), keys);
    }

    private void add(CommandSpec spec, String path, List<Command> commands) {
        commands.add(new Command(
                path,
                about(spec),
                spec.options().stream()
                        .filter(option -> !option.hidden())
                        .map(this::option)
                        .toList(),
                spec.positionalParameters().stream().map(this::argument).toList()));
        spec.subcommands().forEach((name, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                add(command.getCommandSpec(), (path + " " + name).strip(), commands);
            }
        });
    }

    private Option option(OptionSpec option) {
        List<Value> values = new ArrayList<>();
        if (option.arity().max() == 1 && option.arity().min() == 1) { // what may be left out stands behind "=" alone
            values.add(value(option, option.paramLabel()));
        } else if (option.arity().max() > 1) { // its label has a word for each
            for (String label : option.paramLabel().split(" ", -1)) {
                values.add(value(option, label));
            }
        }
        return new Option(
                List.of(option.names()).stream()
                        .sorted((a, b) -> Integer.compare(a.length(), b.length()))
                        .toList(),
                sentence(String.join(" ", option.description())),
                option.isMultiValue() && option.arity().max() == 1,
                values);
    }

    private Argument argument(PositionalParamSpec argument) {
        return new Argument(value(argument, argument.paramLabel()), argument.isMultiValue());
    }

    private Value value(ArgSpec arg, String label) {
        List<String> sources = new ArrayList<>();
        if (arg.completionCandidates() instanceof Candidates.Words words) {
            sources.add(list(arg, words.all()));
        }
        List<String> parts = List.of(label.split("\\|", -1));
        List<String> words =
                parts.stream().filter(part -> WORD.matcher(part).matches()).toList();
        if (!words.isEmpty() && sources.isEmpty()) {
            Map<String, String> list = new LinkedHashMap<>();
            words.forEach(word -> list.put(word, ""));
            sources.add(list(arg, list));
        }
        for (String part : parts) {
            if (ENDING.matcher(part).matches()) {
                sources.add(part.substring(part.indexOf('.')));
            } else if (part.equals("COMMAND")) {
                sources.add(list(arg, commands(arg.command().root())));
            } else if (PLACES.containsKey(part)) {
                sources.addAll(isConfiguration(arg, part) ? List.of(".yaml") : PLACES.get(part));
            } else if (!words.contains(part) && !ELSEWHERE.contains(part)) {
                throw new IllegalStateException(
                        "what does the label " + part + " of " + name(arg) + " offer in a shell?");
            }
        }
        return new Value(label, List.copyOf(sources), !arg.splitRegex().isEmpty());
    }

    private static Map<String, String> commands(CommandSpec program) {
        Map<String, String> commands = new LinkedHashMap<>();
        program.subcommands().forEach((name, command) -> commands.put(name, about(command.getCommandSpec())));
        return commands;
    }

    private static String about(CommandSpec command) {
        return sentence(String.join(" ", command.usageMessage().description()));
    }

    /** Whether a file is one of settings: those are written in YAML. */
    private static boolean isConfiguration(ArgSpec arg, String part) {
        return part.equals("FILE")
                && (arg.paramLabel().startsWith("PRESET") || name(arg).equals("config"));
    }

    /** The name of a list of words, which is that of the option or argument that first has it. */
    private String list(ArgSpec arg, Map<String, String> words) {
        return lists.entrySet().stream()
                .filter(list -> list.getValue().equals(words))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> {
                    String name = lists.containsKey(name(arg))
                            ? arg.command().qualifiedName("-") + "-" + name(arg)
                            : name(arg);
                    lists.put(name, words);
                    return name;
                });
    }

    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option
                ? option.longestName().substring(2)
                : Arrays.stream(arg.paramLabel().split("\\|", -1))
                        .findFirst()
                        .orElseThrow()
                        .toLowerCase(Locale.ROOT);
    }

    /** The first sentence of a text, without its end. */
    static String sentence(String text) {
        return SENTENCE_END.split(text.strip(), 2)[0];
    }
}
