package org.mnist.cli.commands;

import org.mnist.base.Console;
import org.mnist.cli.Context;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code mnist runs}. */
@Command(
        name = "runs",
        description = "Does something with several run folders.",
        subcommands = {RunsPushCommand.class})
final class RunsCommand extends BaseCommand {
    RunsCommand(Context context) {
        super(context);
    }

    @Override
    int run(Console console) {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
