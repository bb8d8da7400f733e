package org.mnist.cli;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.base.Json;
import org.mnist.base.ShellCommand;
import org.mnist.base.Text;
import picocli.CommandLine;

/** The one place where a failure becomes a line and an exit code. */
final class FailureReporter {
    private final Context context;
    private final PrintStream err;

    /**
     * A reporter.
     *
     * @param context whose console gets the line
     * @param err gets the stack trace of {@code --verbose}
     */
    FailureReporter(Context context, PrintStream err) {
        this.context = context;
        this.err = err;
    }

    /** A failure in JSON. */
    record Failed(Problem error) {
        record Problem(int exitCode, String message) {}
    }

    /** Reports a command line that makes no sense, and gives the exit code. */
    int usage(CommandLine.ParameterException e, String[] args) {
        String help = e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        return report(ExitCode.USAGE, problem(e) + "; see `" + help + "`", e, args);
    }

    /** Reports what a command has thrown, and gives the exit code. */
    int failure(Throwable thrown, String[] args) {
        return known(thrown)
                .map(failure -> report(ExitCode.of(failure.kind()), failure.getMessage(), thrown, args))
                .orElseGet(() -> report(
                        ExitCode.INTERNAL,
                        "a fault of the program's own: " + firstLine(thrown.toString())
                                + "; please report it with the output of --verbose",
                        thrown,
                        args));
    }

    private static Optional<Failure> known(Throwable thrown) {
        if (thrown instanceof Failure failure) {
            return Optional.of(failure);
        }
        return thrown instanceof InvalidPathException path ? Optional.of(noPath(path)) : ResourceErrors.of(thrown);
    }

    private static Failure noPath(InvalidPathException e) {
        return new Failure(
                Failure.Kind.USAGE,
                "no file can be called `" + e.getInput() + "` here (" + e.getReason()
                        + "); for names that are not ASCII, set LC_ALL=C.UTF-8",
                e);
    }

    private int report(int code, String text, Throwable cause, String[] args) {
        String message =
                Text.printable(ShellCommand.asCalled(text)); // a name may hold line ends, or orders to the terminal
        List<String> given = Arrays.asList(args);
        Console console = context.console();
        console.error("mnist: " + message);
        if (given.contains("--verbose")) {
            cause.printStackTrace(err);
        }
        Failed failed = new Failed(new Failed.Problem(code, message));
        if (given.contains("--json")) {
            console.result(Json.document(failed));
        } else if (given.contains("--json-lines")) {
            console.result(Json.line(failed));
        }
        return code;
    }

    private static String problem(CommandLine.ParameterException e) {
        if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
            return firstLine(Failure.message(e));
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

    /** The beginning of a message; those of libraries may run over several lines. */
    static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
