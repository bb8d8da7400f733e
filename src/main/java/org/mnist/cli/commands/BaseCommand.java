package org.mnist.cli.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.base.Json;
import org.mnist.cli.Context;
import org.mnist.data.DatasetStore;
import org.mnist.engine.Engines;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands have in common. */
abstract class BaseCommand implements Callable<Integer> {
    final Context context;

    @Mixin
    OutputOptions output = new OutputOptions();

    BaseCommand(Context context) {
        this.context = context;
    }

    @Override
    public final Integer call() {
        context.setQuiet(output.quiet);
        return run(context.console());
    }

    /** Does the work and gives the exit code. */
    abstract int run(Console console);

    DatasetStore store() {
        return new DatasetStore(context.environment.cache(), context.console()::info);
    }

    Engines engines() {
        return new Engines(context.environment.cache().resolve("layouts"), context.console()::info);
    }

    /**
     * Refuses a file that could not be written, before there is work that would be lost.
     *
     * @param file what is to be written; null if nothing is
     */
    static void requireWritable(Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new Failure(
                    Failure.Kind.CANNOT_CREATE,
                    file + " cannot be created; name a file in a folder that can be written");
        }
    }

    /** Prints the result in the form that was asked for. */
    void print(Object json, String text) {
        context.console().result(output.json ? Json.write(json) : text);
    }

    /** How to talk. */
    static final class OutputOptions {
        @Option(names = "--json", description = "Print the result as one JSON document.")
        boolean json;

        @Option(names = "--quiet", description = "Say nothing but the result and failures.")
        boolean quiet;

        @Option(names = "--verbose", description = "Say more; with a failure, where in the program it arose.")
        boolean verbose;
    }
}
