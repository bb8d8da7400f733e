package org.mnist.cli.commands;

import java.util.ArrayList;
import java.util.List;
import org.mnist.base.Console;
import org.mnist.base.Names;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mnist help}. */
@Command(name = "help", description = "Explains a command: the same as COMMAND --help.")
final class HelpCommand extends BaseCommand {
    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Its name, and that of a command in it.")
    List<String> words = new ArrayList<>();

    HelpCommand(Context context) {
        super(context);
    }

    /** The help of a command in JSON. */
    record Help(String command, String help) {}

    @Override
    int run(Console console) {
        CommandLine command = spec.root().commandLine();
        for (String word : words) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                List<String> names = List.copyOf(command.getSubcommands().keySet());
                throw usage("there is no command `" + word + "`" + Names.suggestion(word, names)
                        + (names.isEmpty()
                                ? " " + command.getCommandSpec().qualifiedName() + " has none"
                                : " there are " + String.join(", ", names)));
            }
            command = next;
        }
        String text = command.getUsageMessage().stripTrailing();
        print(new Help(command.getCommandSpec().qualifiedName(), text), text);
        return ExitCode.OK;
    }
}
