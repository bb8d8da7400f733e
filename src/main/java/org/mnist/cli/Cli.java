package org.mnist.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mnist.cli.commands.Commands;
import picocli.CommandLine;

/** Runs one command line. */
public final class Cli {
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Environment environment;

    /** A command line that reads from and writes to these streams. */
    public Cli(InputStream in, PrintStream out, PrintStream err, Environment environment) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    /** Runs a command and gives its exit code. */
    public int run(String[] args) {
        quietenLibraries();
        Context context = new Context(in, out, err, environment, List.of(args));
        FailureReporter failures = new FailureReporter(context, err);
        CommandLine commandLine = Commands.commandLine(context, args.length > 0 ? args[0] : "")
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(failures::usage)
                .setExecutionExceptionHandler((e, command, parsed) -> failures.failure(e, args));
        int code;
        try {
            code = commandLine.execute(args);
        } catch (Error e) { // picocli hands on only exceptions
            code = failures.failure(e, args);
        } finally {
            closeLog(context);
        }
        if (code == ExitCode.OK && context.console().readerHasGone()) {
            return ExitCode.NO_READER; // the work is done, and who asked for its result has seen enough
        }
        if (out.checkError() && code == ExitCode.OK) {
            err.println("mnist: standard output cannot be written; see that its disk has room");
            return ExitCode.IO;
        }
        return code;
    }

    private void closeLog(Context context) {
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
}
