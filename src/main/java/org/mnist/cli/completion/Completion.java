package org.mnist.cli.completion;

import java.util.List;
import java.util.Map;

/**
 * All that shells need to know of the command line.
 *
 * @param commands every command, the program itself first, each before those in it
 * @param lists lists of words by their names, each word with what it is, or an empty text
 * @param keys the keys that {@code --set} takes
 */
record Completion(List<Command> commands, Map<String, Map<String, String>> lists, List<Key> keys) {
    /**
     * A command.
     *
     * @param path its name behind those of the commands that it is in, with spaces between: {@code runs clean}; the program's is empty
     * @param about what it does, in a sentence
     */
    record Command(String path, String about, List<Option> options, List<Argument> arguments) {
        /** The last part of its name. */
        String name() {
            return path.substring(path.lastIndexOf(' ') + 1);
        }

        /** Whether another one is a command of this. */
        boolean holds(Command other) {
            String before = other.path.contains(" ") ? other.path.substring(0, other.path.lastIndexOf(' ')) : "";
            return !other.path.isEmpty() && path.equals(before);
        }
    }

    /**
     * An option.
     *
     * @param names all of its names, the longest last
     * @param about what it does, in a sentence
     * @param often whether it can be given more than once
     * @param values what follows it, in order; empty if nothing does
     */
    record Option(List<String> names, String about, boolean often, List<Value> values) {}

    /**
     * An argument.
     *
     * @param many whether it takes all that follows
     */
    record Argument(Value value, boolean many) {}

    /**
     * What stands for an argument, or behind an option.
     *
     * @param label how help calls it
     * @param sources where it comes from: names of {@link Completion#lists}, {@code file}, {@code dir}, {@code run} (a run
     *     folder), an ending such as {@code .csv} (a file with it), {@code set} (a key and its value); empty for a number or a name
     * @param list whether several may be given with commas between
     */
    record Value(String label, List<String> sources, boolean list) {}

    /**
     * A key of a configuration.
     *
     * @param key its name, with dots
     * @param about what it is
     * @param values the words that are valid; empty where it takes a number or a text
     */
    record Key(String key, String about, List<String> values) {}

    /** The commands in a command. */
    List<Command> in(Command command) {
        return commands.stream().filter(command::holds).toList();
    }
}
