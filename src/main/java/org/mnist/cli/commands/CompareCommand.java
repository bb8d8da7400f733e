package org.mnist.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Console;
import org.mnist.base.Table;
import org.mnist.base.Text;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.OutputFile;
import org.mnist.config.TrainConfig;
import org.mnist.experiment.RunDirectory;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;
import org.mnist.network.Task;
import org.mnist.report.Comparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist compare}. */
@Command(name = "compare", description = "Lays several runs over each other: their figures, and their curves.")
final class CompareCommand extends BaseCommand {
    /** The most names of classes in a line. */
    private static final int MOST_NAMES = 4;

    @Parameters(arity = "2..*", paramLabel = "RUN", description = "Two or more run folders; they need not have ended.")
    List<Path> runs;

    @Option(
            names = "--curves",
            paramLabel = "FILE.png",
            description = "Also draw their validation loss and accuracy, epoch by epoch.")
    Optional<OutputFile> curves = Optional.empty();

    CompareCommand(Context context) {
        super(context);
    }

    /** A run in JSON; {@code result} is null where it has not ended. */
    record Compared(
            String run,
            String arch,
            long seed,
            int epochs,
            @Nullable RunResult result) {}

    @Override
    int run(Console console) {
        List<Compared> all = new ArrayList<>();
        List<Task> tasks = new ArrayList<>();
        for (Path run : runs) {
            RunDirectory.requireRun(run);
            RunFiles files = new RunFiles(run, console::info);
            TrainConfig config = files.readConfig();
            tasks.add(config.task());
            all.add(new Compared(
                    run.toString(),
                    config.name(),
                    config.seed(),
                    config.epochs(),
                    files.ended(config).orElse(null)));
        }
        sayDifference(console, tasks);
        curves.ifPresent(file -> {
            file.write(Comparison.draw(
                    runs.stream().map(run -> new RunFiles(run, console::info)).toList()));
            console.info(file.toString());
        });
        print(all, table(all).text());
        return ExitCode.OK;
    }

    /** Says that accuracies are of different classes, and so do not compare. */
    private void sayDifference(Console console, List<Task> tasks) {
        Task first = tasks.get(0);
        for (int i = 1; i < tasks.size(); i++) {
            Task other = tasks.get(i);
            if (!other.classes().equals(first.classes())) {
                console.info("not the same classes: " + runs.get(0) + " tells " + names(first) + ", and " + runs.get(i)
                        + " " + names(other) + "; their figures do not say which is better");
                return;
            }
        }
    }

    /** The classes in a few words: {@code 26 classes (a, b, c … z)}. */
    private static String names(Task task) {
        List<String> classes = task.classes();
        int count = classes.size();
        String names = count <= MOST_NAMES
                ? String.join(", ", classes)
                : String.join(", ", classes.subList(0, MOST_NAMES - 1)) + " … " + classes.get(count - 1);
        return count + " classes (" + names + ")";
    }

    private static Table table(List<Compared> all) {
        Table table = new Table(
                "run", "arch", ">seed", ">params", ">epochs", ">validation", ">test, chosen", ">test, last", ">time");
        for (Compared run : all) {
            RunResult result = run.result();
            if (result == null) {
                table.row(
                        run.run(),
                        run.arch(),
                        run.seed(),
                        "",
                        run.epochs(),
                        "not ended",
                        Text.NONE,
                        Text.NONE,
                        Text.NONE);
                continue;
            }
            Double validation = result.best().valAccuracy();
            table.row(
                    run.run(),
                    run.arch(),
                    run.seed(),
                    Text.count(result.parameters()),
                    result.epochs(),
                    validation == null ? Text.NONE : Text.percent(validation),
                    Text.percent(result.best().test().accuracy()),
                    Text.percent(result.last().test().accuracy()),
                    Text.duration(result.trainSeconds()));
        }
        return table;
    }
}
