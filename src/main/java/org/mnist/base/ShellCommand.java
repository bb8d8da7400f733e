package org.mnist.base;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Command lines of this program, quoted so that a POSIX shell takes them as they are meant. */
public final class ShellCommand {
    /** Words that need no quotes. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./-]+");

    /** The program as the person has called it, which the launcher knows: {@code mnist}, or {@code scripts/mnist}. */
    private static final String PROGRAM = System.getProperty("mnist.command", "mnist");

    private static final Pattern QUOTED = Pattern.compile("`mnist(?=[ `])");

    private ShellCommand() {}

    /** A text in which every command in quotation marks begins as the person has called the program. */
    public static String asCalled(String text) {
        return asCalled(text, PROGRAM);
    }

    static String asCalled(String text, String program) {
        return QUOTED.matcher(text).replaceAll(Matcher.quoteReplacement("`" + program));
    }

    /** The command line of {@code mnist} with these arguments. */
    public static String of(List<String> arguments) {
        return Stream.concat(Stream.of(PROGRAM), arguments.stream().map(ShellCommand::word))
                .collect(Collectors.joining(" "));
    }

    /** One word, quoted where it has to be. */
    public static String word(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
