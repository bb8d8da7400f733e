package org.mnist.cli.commands;

import org.mnist.base.Console;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.ArchOption;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** {@code mnist config}. */
@Command(name = "config", description = "Prints configurations.", subcommands = ConfigCommand.Print.class)
final class ConfigCommand extends BaseCommand {
    ConfigCommand(Context context) {
        super(context);
    }

    @Override
    int run(Console console) {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** {@code mnist config print}. */
    @Command(name = "print", description = "Prints the resolved configuration, as YAML that --config takes back.")
    static final class Print extends BaseCommand {
        @Mixin
        ArchOption arch = new ArchOption();

        Print(Context context) {
            super(context);
        }

        @Override
        int run(Console console) {
            TrainConfig config = arch.resolve(context);
            console.result(
                    output.json()
                            ? ConfigLoader.printJson(config)
                            : ConfigLoader.print(config).stripTrailing());
            return ExitCode.OK;
        }
    }
}
