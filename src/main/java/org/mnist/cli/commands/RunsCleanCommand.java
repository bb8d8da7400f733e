package org.mnist.cli.commands;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.output.RunsTable;
import org.mnist.experiment.RunCleaner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist runs clean}. */
@Command(
        name = "clean",
        description = {
            "Removes what is of no use any more, and asks before it does: runs that have neither a checkpoint nor a"
                    + " model, and what killed processes have left.",
            "A damaged run goes if it is named itself. What is in use is left alone, and no link is followed."
        })
final class RunsCleanCommand extends BaseCommand {
    @Parameters(arity = "0..*", paramLabel = "DIR", description = "Folders of run folders, or runs; runs if not given.")
    List<Path> folders = List.of(RunsCommand.FOLDER);

    @Option(
            names = "--checkpoints",
            description =
                    "Also remove the checkpoints of finished runs, all but the newest, which --epochs goes on from.")
    boolean checkpoints;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Option(names = "--dry-run", description = "Say what would go, but remove nothing.")
    boolean dryRun;

    RunsCleanCommand(Context context) {
        super(context);
    }

    /**
     * What has gone or would go, in JSON.
     *
     * @param removed whether it has gone
     * @param bytes what it takes
     * @param items each of it
     */
    record Cleaned(boolean removed, long bytes, List<RunCleaner.Removal> items) {
        static Cleaned of(boolean removed, List<RunCleaner.Removal> items) {
            return new Cleaned(
                    removed, items.stream().mapToLong(RunCleaner.Removal::bytes).sum(), items);
        }
    }

    @Override
    int run(Console console) {
        folders.forEach(RunsCommand::requireFolder);
        RunCleaner cleaner =
                new RunCleaner(folders.stream().filter(Files::isDirectory).toList(), checkpoints, console::info);
        List<RunCleaner.Removal> found = cleaner.find();
        if (found.isEmpty() || dryRun) {
            print(
                    Cleaned.of(false, found),
                    found.isEmpty()
                            ? "there is nothing to remove"
                            : list(found) + "\n\n" + RunsTable.sum(found) + " would go");
            return ExitCode.OK;
        }
        if (!yes && !context.terminal()) {
            throw usage("it asks before it removes anything, and there is no terminal to ask on; add --yes, or see by"
                    + " --dry-run what would go");
        }
        if (!yes && !isMeant(console, found)) {
            print(Cleaned.of(false, found), "nothing was removed");
            return ExitCode.OK;
        }
        List<RunCleaner.Removal> gone = cleaner.remove(found);
        gone.forEach(removal -> console.info("removed " + removal.path()));
        print(Cleaned.of(true, gone), RunsTable.sum(gone) + " removed");
        return ExitCode.OK;
    }

    private String list(List<RunCleaner.Removal> found) {
        return RunsTable.of(found, context.tableColumns());
    }

    private boolean isMeant(Console console, List<RunCleaner.Removal> found) {
        console.error(list(found) + "\n\nremove these (" + RunsTable.sum(found) + ")? [y/N]");
        BufferedReader answers = new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8));
        try {
            String answer = answers.readLine();
            return answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new Failure(Failure.Kind.IO, "the answer cannot be read: " + Failure.message(e), e);
        }
    }
}
