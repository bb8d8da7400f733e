package org.mnist.cli.commands;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mnist.base.Console;
import org.mnist.base.Names;
import org.mnist.base.Text;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.ArchOption;
import org.mnist.config.ConfigKeys;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code mnist config}. */
@Command(
        name = "config",
        description = "Prints configurations.",
        subcommands = {ConfigCommand.Print.class, ConfigCommand.Keys.class})
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

        @Option(names = "--plain", description = "Leave out the comments that say what each key means.")
        boolean plain;

        Print(Context context) {
            super(context);
        }

        @Override
        int run(Console console) {
            TrainConfig config = arch.resolve(context);
            console.result(
                    output.json()
                            ? ConfigLoader.printJson(config)
                            : (plain ? ConfigLoader.print(config) : ConfigLoader.printCommented(config))
                                    .stripTrailing());
            return ExitCode.OK;
        }
    }

    /** {@code mnist config keys}. */
    @Command(name = "keys", description = "Explains the keys of a configuration: meaning, range and default.")
    static final class Keys extends BaseCommand {
        /** Between the columns of keys and of meanings. */
        private static final int GAP = 2;

        /** Lines are no longer than can be read with ease. */
        private static final int WIDEST = 120;

        @Parameters(
                arity = "0..1",
                paramLabel = "PATTERN",
                description = "Only keys that have this in their name or meaning; with *, those with such a name.")
        String pattern = "";

        Keys(Context context) {
            super(context);
        }

        @Override
        int run(Console console) {
            Predicate<ConfigKeys.Key> wanted = matching(pattern.toLowerCase(Locale.ROOT));
            List<ConfigKeys.Key> keys = ConfigKeys.all().stream().filter(wanted).toList();
            if (keys.isEmpty()) {
                List<String> names =
                        ConfigKeys.all().stream().map(ConfigKeys.Key::key).toList();
                throw usage("there is no key like `" + pattern + "`" + Names.suggestion(pattern, names)
                        + " `mnist config keys` lists all");
            }
            print(keys, text(keys));
            return ExitCode.OK;
        }

        private static Predicate<ConfigKeys.Key> matching(String pattern) {
            if (pattern.contains("*")) {
                Pattern name = Pattern.compile("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E");
                return key -> name.matcher(key.key()).matches();
            }
            return key -> key.key().contains(pattern)
                    || key.meaning().toLowerCase(Locale.ROOT).contains(pattern);
        }

        private String text(List<ConfigKeys.Key> keys) {
            int indent = GAP
                    + keys.stream().mapToInt(key -> key.key().length()).max().orElse(0);
            int width = Math.min(context.columns(), WIDEST) - indent;
            return keys.stream()
                    .map(key -> key.key()
                            + " ".repeat(indent - key.key().length())
                            + String.join("\n" + " ".repeat(indent), Text.wrap(words(key), width)))
                    .collect(Collectors.joining("\n"));
        }

        private static String words(ConfigKeys.Key key) {
            return key.value().isEmpty() ? key.meaning() : key.meaning() + ". Default: " + key.value();
        }
    }
}
