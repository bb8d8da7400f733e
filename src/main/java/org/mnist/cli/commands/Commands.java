package org.mnist.cli.commands;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.mnist.cli.Context;
import org.mnist.cli.options.HelpTexts;
import org.mnist.cli.options.OutputFile;
import org.mnist.cli.options.OutputFolder;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands that there are, and how picocli gets them. */
public final class Commands {
    /** A class for each name, in the order in which help lists them. */
    private static final Map<String, Class<? extends BaseCommand>> COMMANDS = commands();

    /** The commands that tell of the others. */
    private static final Set<String> NEED_ALL = Set.of("completion", "help");

    /** The widths that help fits itself to, however narrow or broad the terminal is. */
    private static final int NARROWEST = 60;

    private static final int WIDEST = 110;

    private Commands() {}

    private static Map<String, Class<? extends BaseCommand>> commands() {
        Map<String, Class<? extends BaseCommand>> commands = new LinkedHashMap<>();
        commands.put("train", TrainCommand.class);
        commands.put("evaluate", EvaluateCommand.class);
        commands.put("predict", PredictCommand.class);
        commands.put("bench", BenchCommand.class);
        commands.put("sweep", SweepCommand.class);
        commands.put("ensemble", EnsembleCommand.class);
        commands.put("presets", PresetsCommand.class);
        commands.put("report", ReportCommand.class);
        commands.put("watch", WatchCommand.class);
        commands.put("runs", RunsCommand.class);
        commands.put("compare", CompareCommand.class);
        commands.put("serve", ServeCommand.class);
        commands.put("export", ExportCommand.class);
        commands.put("show", ShowCommand.class);
        commands.put("data", DataCommand.class);
        commands.put("cache", CacheCommand.class);
        commands.put("config", ConfigCommand.class);
        commands.put("doctor", DoctorCommand.class);
        commands.put("completion", CompletionCommand.class);
        commands.put("help", HelpCommand.class);
        return commands;
    }

    /**
     * The commands as picocli sees them. Reading a command's annotations takes time, so where the first argument names
     * one, and it does not itself need the others, it is the only one.
     *
     * @param context what each command gets
     * @param first the first argument, or an empty text
     */
    public static CommandLine commandLine(Context context, String first) {
        CommandLine commandLine = new CommandLine(new MainCommand(), new Factory(context));
        boolean one = COMMANDS.containsKey(first) && !NEED_ALL.contains(first);
        COMMANDS.forEach((name, command) -> {
            if (!one || name.equals(first)) {
                commandLine.addSubcommand(name, command);
            }
        });
        commandLine.getSubcommands().values().forEach(command -> hideSeed(command.getCommandSpec()));
        commandLine.registerConverter(Path.class, Commands::path);
        commandLine.registerConverter(OutputFile.class, text -> new OutputFile(path(text)));
        commandLine.registerConverter(OutputFolder.class, text -> new OutputFolder(path(text)));
        commandLine
                .getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(MainCommand.EXIT_CODES);
        commandLine.setResourceBundle(new HelpTexts());
        commandLine.setUsageHelpWidth(Math.max(NARROWEST, Math.min(WIDEST, context.columns())));
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return commandLine;
    }

    /** What trains from several seeds refuses {@code --seed}, so that its help does not offer it. */
    private static void hideSeed(CommandSpec command) {
        OptionSpec seed = command.findOption("--seed");
        if (seed != null && command.findOption("--seeds") != null) {
            command.remove(seed);
            command.addOption(OptionSpec.builder(seed).hidden(true).build());
        }
    }

    /** The path that an option or an argument names; an empty text is mostly a variable of a shell that was never set. */
    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new CommandLine.TypeConversionException("the name of a file or folder is empty");
        }
        return Path.of(text);
    }

    /** Gives each command the context. */
    private record Factory(Context context) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return BaseCommand.class.isAssignableFrom(type)
                    ? type.getDeclaredConstructor(Context.class).newInstance(context)
                    : CommandLine.defaultFactory().create(type);
        }
    }
}
