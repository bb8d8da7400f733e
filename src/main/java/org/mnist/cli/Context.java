package org.mnist.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Console;
import org.mnist.base.Style;
import org.mnist.data.DatasetStore;
import org.mnist.data.Downloads;
import org.mnist.engine.Engines;

/** The surroundings of one command line, and the factory of what commands work with. */
public final class Context {
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Environment environment;
    private final List<String> arguments;
    private @Nullable DatasetStore store;
    private Console console;

    /**
     * The surroundings of a command line.
     *
     * @param in what is piped into it
     * @param out gets results
     * @param err gets all other lines
     * @param environment variables and terminal
     * @param arguments the words of the command line
     */
    public Context(InputStream in, PrintStream out, PrintStream err, Environment environment, List<String> arguments) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.arguments = List.copyOf(arguments);
        this.console = console(false);
    }

    /** The console; a quiet one once {@link #quiet} has been called. */
    public Console console() {
        return console;
    }

    /** Lets only results and failures be printed from now on. */
    public void quiet() {
        console = console(true);
    }

    /** Standard input. */
    public InputStream in() {
        return in;
    }

    /** The words of the command line, for provenance. */
    public List<String> arguments() {
        return arguments;
    }

    /** The data sets in this user's cache; one that has been opened stays open. */
    public DatasetStore store() {
        if (store == null) { // most commands need no data
            store = store(Downloads.of(environment.variables()));
        }
        return store;
    }

    /** The data sets in this user's cache, of which those that are missing are fetched in another way. */
    public DatasetStore store(Downloads downloads) {
        return new DatasetStore(environment.cache(), downloads, line -> console.info(line));
    }

    /** The choice of engines, with the layouts that this user's cache remembers. */
    public Engines engines() {
        return new Engines(layouts(), line -> console.info(line));
    }

    /** The folder in which this user's cache remembers layouts. */
    public Path layouts() {
        return environment.cache().resolve("layouts");
    }

    /** The width of the terminal in characters; 80 where that is not known. */
    public int columns() {
        return environment.columns();
    }

    /** The width that tables fit themselves to: the terminal's; in a file or a pipe they are as wide as they are. */
    public int tableColumns() {
        return environment.tableColumns();
    }

    /** Whether a person can be asked: standard error is a terminal. */
    public boolean terminal() {
        return environment.terminal();
    }

    /** Whether what is said on standard error has colours. */
    public boolean coloured() {
        return environment.errorStyle() == Style.COLOURED;
    }

    /** The environment variables. */
    public Map<String, String> variables() {
        return environment.variables();
    }

    private Console console(boolean quiet) {
        return new Console(
                out,
                err,
                environment.terminal(),
                environment.columns(),
                quiet,
                environment.outputStyle(),
                environment.errorStyle());
    }
}
