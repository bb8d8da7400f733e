package org.mnist.base;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Command lines of this program, quoted so that a POSIX shell takes them as they are meant. */
public final class ShellCommand {
    /** Words that need no quotes. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./-]+");

    private ShellCommand() {}

    /** The command line of {@code mnist} with these arguments. */
    public static String of(List<String> arguments) {
        return Stream.concat(Stream.of("mnist"), arguments.stream().map(ShellCommand::word))
                .collect(Collectors.joining(" "));
    }

    private static String word(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
