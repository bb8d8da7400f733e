package org.mnist.cli.options;

import picocli.CommandLine.Option;

/** The flags for what a command prints. */
public final class OutputOptions {
    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    @Option(names = "--quiet", description = "Say nothing but the result and failures.")
    private boolean quiet;

    @Option(names = "--verbose", description = "Say more; with a failure, where in the program it arose.")
    boolean verbose;

    /** Whether the result is to be one JSON document. */
    public boolean json() {
        return json;
    }

    /** Whether only results and failures are to be printed. */
    public boolean quiet() {
        return quiet;
    }
}
