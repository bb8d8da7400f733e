package org.mnist.cli.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.base.Json;
import org.mnist.cli.Context;
import org.mnist.cli.Signals;
import org.mnist.cli.options.CheckedOptions;
import org.mnist.cli.options.OutputFile;
import org.mnist.cli.options.OutputOptions;
import org.mnist.config.TrainConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The common part of all commands: each checks all of its options, and only then does its work. */
abstract class BaseCommand implements Callable<Integer> {
    final Context context;

    @Mixin
    OutputOptions output = new OutputOptions();

    @Spec
    CommandSpec spec;

    BaseCommand(Context context) {
        this.context = context;
    }

    /** Work that was stopped, in JSON; {@code folder} is where it can be gone on with, null if nowhere. */
    record Stopped(boolean stopped, @Nullable String folder) {}

    @Override
    public final Integer call() {
        if (output.quiet()) {
            context.quiet();
        }
        requireNothingBefore(spec);
        checkAll(spec);
        OutputFile.requireApart(outputs(spec).map(OutputFile::path).toList(), List.of());
        check();
        return run(context.console());
    }

    /**
     * Refuses options that contradict each other. Each of them has been checked by itself.
     *
     * @throws Failure of kind USAGE
     */
    void check() {}

    /** Does the work and gives the exit code. */
    abstract int run(Console console);

    /** Prints the result in the form that was asked for. */
    void print(Object json, String text) {
        context.console().result(output.json() ? Json.document(json) : text);
    }

    /**
     * Says that a signal has stopped the work, in the form that was asked for.
     *
     * @param text what has become of the work
     * @param folder where it can be gone on with
     * @return the exit code of the signal
     */
    int stopped(Signals signals, String text, Optional<Path> folder) {
        context.console().error(text);
        if (output.json()) {
            print(new Stopped(true, folder.map(Path::toString).orElse(null)), "");
        }
        return signals.exitCode();
    }

    /**
     * Refuses to write into the data that is read.
     *
     * @param what whether the target is a {@code file} or a {@code folder}
     * @param target what is to be written
     * @param data what {@code --data} says
     * @throws Failure of kind CANNOT_CREATE
     */
    final void requireNoInput(String what, Path target, String data) {
        if (context.store().holds(data, target)) {
            throw new Failure(
                    Failure.Kind.CANNOT_CREATE,
                    target + " is of the data " + data + ", which is read; name another " + what);
        }
    }

    /**
     * Refuses a new run folder in the data that it learns from, where its pictures would be taken for data.
     *
     * @throws Failure of kind USAGE
     */
    final void requireRunOutside(String option, Path folder, String data) {
        if (context.store().holds(data, folder)) {
            throw usage(option + " " + folder + " is in the data " + data
                    + ", and its files would be taken for data; name a folder outside of it");
        }
    }

    /** Says where configurations hold different images out, whose accuracies would be compared. */
    static void warnOfUnlikeValidation(List<TrainConfig> configs, Consumer<String> log) {
        List<String> shares = configs.stream()
                .map(config -> config.validation().text())
                .distinct()
                .toList();
        if (shares.size() > 1) {
            log.accept(
                    "warning: validation is " + String.join(" and ", shares)
                            + ": accuracies on different images do not compare; hold the same out for all, such as --validation 0.1");
        }
    }

    /** The failure of a command line that makes no sense. */
    static Failure usage(String message) {
        return new Failure(Failure.Kind.USAGE, message);
    }

    /** Options of a command are not options of its subcommand, and none is taken and then forgotten. */
    private static void requireNothingBefore(CommandSpec spec) {
        ParseResult before = spec.parent().commandLine().getParseResult();
        if (!before.matchedOptions().isEmpty()) {
            String option = before.matchedOptions().get(0).longestName();
            throw new Failure(
                    Failure.Kind.USAGE,
                    option + " stands before `" + spec.name() + "`, which does not see it; put what goes with `"
                            + spec.qualifiedName() + "` behind it");
        }
    }

    private static void checkAll(CommandSpec spec) {
        spec.mixins().values().forEach(mixin -> {
            checkAll(mixin);
            check(mixin.userObject());
        });
        spec.args().forEach(arg -> check(arg.getValue()));
    }

    /** The files that options name for output. */
    private static Stream<OutputFile> outputs(CommandSpec spec) {
        return spec.args().stream() // those of mixins are among them
                .<Object>map(arg -> arg.getValue())
                .map(value -> value instanceof Optional<?> optional ? optional.orElse(null) : value)
                .filter(OutputFile.class::isInstance)
                .map(OutputFile.class::cast);
    }

    private static void check(Object options) {
        if (options instanceof Optional<?> optional) {
            optional.ifPresent(BaseCommand::check);
        } else if (options instanceof CheckedOptions checked) {
            checked.check();
        }
    }
}
