package org.mnist.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mnist.failure.Failure;
import org.mnist.run.Json;
import org.mnist.term.Console;
import picocli.CommandLine;

/** Runs one command line; the one place where a failure becomes a line and an exit code. */
public final class Cli {
    /** The commands, in the order in which help lists them. */
    private static final Map<String, Class<? extends BaseCommand>> COMMANDS = commands();

    private final PrintStream out;
    private final PrintStream err;
    private final Context context;

    /** A command line that reads and talks to these streams. */
    public Cli(InputStream in, PrintStream out, PrintStream err, Environment environment) {
        this.out = out;
        this.err = err;
        this.context = new Context(in, out, err, environment);
    }

    /** Runs a command and gives its exit code. */
    public int run(String[] args) {
        quietenLibraries();
        context.arguments = List.of(args);
        CommandLine commandLine = commandLine(args.length > 0 ? args[0] : "");
        int code;
        try {
            code = commandLine.execute(args);
        } catch (Error e) { // picocli hands on only exceptions
            code = fail(e, args);
        } finally {
            closeLog();
        }
        if (out.checkError() && code == ExitCode.OK) {
            err.println("mnist: standard output cannot be written; see that its disk has room");
            return ExitCode.IO;
        }
        return code;
    }

    private static Map<String, Class<? extends BaseCommand>> commands() {
        Map<String, Class<? extends BaseCommand>> commands = new LinkedHashMap<>();
        commands.put("train", TrainCommand.class);
        commands.put("evaluate", EvaluateCommand.class);
        commands.put("predict", PredictCommand.class);
        commands.put("bench", BenchCommand.class);
        commands.put("ensemble", EnsembleCommand.class);
        commands.put("presets", PresetsCommand.class);
        commands.put("report", ReportCommand.class);
        commands.put("compare", CompareCommand.class);
        commands.put("serve", ServeCommand.class);
        commands.put("export", ExportCommand.class);
        commands.put("show", ShowCommand.class);
        commands.put("data", DataCommand.class);
        commands.put("config", ConfigCommand.class);
        commands.put("completion", CompletionCommand.class);
        return commands;
    }

    /**
     * The commands as picocli sees them. Reading a command's annotations takes time, so where the first argument names
     * one, and it does not itself need the others, it is the only one.
     */
    public CommandLine commandLine(String first) {
        CommandLine commandLine = new CommandLine(new MainCommand(), new Factory(context));
        boolean one = COMMANDS.containsKey(first) && !first.equals("completion");
        COMMANDS.forEach((name, command) -> {
            if (!one || name.equals(first)) {
                commandLine.addSubcommand(name, command);
            }
        });
        commandLine.getCommandSpec().usageMessage().footer(MainCommand.FOOTER);
        commandLine.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        commandLine.setUsageHelpAutoWidth(false);
        commandLine.setUsageHelpWidth(100);
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        commandLine.setParameterExceptionHandler((e, args) -> {
            String help = e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
            return report(ExitCode.USAGE, problem(e) + "; see `" + help + "`", e, args);
        });
        commandLine.setExecutionExceptionHandler(
                (e, command, parsed) -> fail(e, parsed.originalArgs().toArray(String[]::new)));
        return commandLine;
    }

    private int fail(Throwable thrown, String[] args) {
        Failure failure = thrown instanceof Failure known
                ? known
                : thrown instanceof InvalidPathException path ? noPath(path) : Shortage.of(thrown);
        return failure != null
                ? report(ExitCode.of(failure.kind()), failure.getMessage(), thrown, args)
                : report(
                        ExitCode.INTERNAL,
                        "a fault of the program's own: " + firstLine(thrown.toString())
                                + "; please report it with the output of --verbose",
                        thrown,
                        args);
    }

    private static Failure noPath(InvalidPathException e) {
        return new Failure(
                Failure.Kind.USAGE,
                "no file can be called `" + e.getInput() + "` here (" + e.getReason()
                        + "); for names that are not ASCII, set LC_ALL=C.UTF-8",
                e);
    }

    private int report(int code, String text, Throwable cause, String[] args) {
        String message = text.replaceAll("\\p{Cntrl}+", "?"); // a name may hold line ends, or orders to the terminal
        List<String> given = Arrays.asList(args);
        Console console = context.console();
        console.insist("mnist: " + message);
        if (given.contains("--verbose")) {
            cause.printStackTrace(err);
        }
        if (given.contains("--json")) {
            console.result(Json.write(new Failed(new Failed.Problem(code, message))));
        }
        return code;
    }

    /** A failure in JSON. */
    record Failed(Problem error) {
        record Problem(int exitCode, String message) {}
    }

    private static String problem(CommandLine.ParameterException e) {
        if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
            return firstLine(e.getMessage());
        }
        String word = unmatched.getUnmatched().get(0);
        CommandLine.Model.CommandSpec command = e.getCommandLine().getCommandSpec();
        if (!unmatched.isUnknownOption() && command.findOption("--arch") != null) {
            return "`" + word + "` stands alone; did you mean --arch " + word + "?";
        }
        String kind = unmatched.isUnknownOption()
                ? "there is no option `" + word + "`"
                : command.parent() == null ? "there is no command `" + word + "`" : "`" + word + "` is one too many";
        List<String> suggestions = unmatched.getSuggestions();
        return suggestions.isEmpty() ? kind : kind + "; did you mean " + String.join(" or ", suggestions) + "?";
    }

    static String firstLine(String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    private void closeLog() {
        try {
            context.console().closeLog();
        } catch (IOException e) {
            err.println("mnist: the log cannot be written: " + e.getMessage());
        }
    }

    /** Libraries report on standard error only what is worth a warning, and no window is ever opened. */
    private static void quietenLibraries() {
        setIfUnset("org.nd4j.log.initialization", "false");
        setIfUnset("org.bytedeco.javacpp.logger", "slf4j");
        setIfUnset("java.awt.headless", "true");
    }

    private static void setIfUnset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
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
