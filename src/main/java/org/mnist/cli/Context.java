package org.mnist.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import org.mnist.base.Console;

/** What every command gets: where to talk, and what is around the process. */
public final class Context {
    public final InputStream in;
    public final Environment environment;
    public List<String> arguments = List.of();
    private final PrintStream out;
    private final PrintStream err;
    private Console console;

    public Context(InputStream in, PrintStream out, PrintStream err, Environment environment) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = environment;
        setQuiet(false);
    }

    public Console console() {
        return console;
    }

    public void setQuiet(boolean quiet) {
        console = new Console(out, err, environment.terminal(), environment.columns(), quiet);
    }
}
