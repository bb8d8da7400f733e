package org.mnist.cli;

import java.nio.file.Path;
import java.util.Map;
import org.mnist.base.Style;
import org.mnist.base.UserCache;

/**
 * The part of the process around it that the command may know.
 *
 * @param variables environment variables
 * @param terminal whether standard error is a terminal
 * @param outputTerminal whether standard output is one
 */
public record Environment(Map<String, String> variables, boolean terminal, boolean outputTerminal) {
    private static final int USUAL_COLUMNS = 80;

    /**
     * The environment of this process. Java cannot tell whether a stream is a terminal; the launcher can, and says so by
     * properties.
     */
    public static Environment ofProcess() {
        return new Environment(
                System.getenv(), Boolean.getBoolean("mnist.terminal"), Boolean.getBoolean("mnist.terminal.output"));
    }

    /** An environment whose standard output is no terminal. */
    public Environment(Map<String, String> variables, boolean terminal) {
        this(variables, terminal, false);
    }

    /** The style of standard output. */
    public Style outputStyle() {
        return Style.colouredIf(outputTerminal && hasColours());
    }

    /** The style of standard error. */
    public Style errorStyle() {
        return Style.colouredIf(terminal && hasColours());
    }

    /** Whether a terminal here understands colours and nobody has asked to leave them out (no-color.org). */
    private boolean hasColours() {
        String kind = variables.getOrDefault("TERM", "");
        boolean understands = kind.isEmpty() ? isSet("WT_SESSION") : !kind.equals("dumb");
        return understands && !isSet("NO_COLOR");
    }

    /** The folder of fetched data sets: {@code $MNIST_HOME}, else the {@linkplain UserCache user's cache}. */
    public Path cache() {
        if (isSet("MNIST_HOME")) {
            return Path.of(variables.get("MNIST_HOME"));
        }
        return UserCache.folder(variables);
    }

    /** The width of the terminal in characters. */
    public int columns() {
        String columns = variables.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
    }

    /** The width of the terminal that standard output is; where it is none there is no end. */
    public int tableColumns() {
        return outputTerminal ? columns() : Integer.MAX_VALUE;
    }

    private boolean isSet(String name) {
        return !variables.getOrDefault(name, "").isEmpty();
    }
}
