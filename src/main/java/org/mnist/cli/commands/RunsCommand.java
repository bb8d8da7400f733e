package org.mnist.cli.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.RunsSortOption;
import org.mnist.cli.output.RunsTable;
import org.mnist.experiment.RunSearch;
import org.mnist.experiment.RunSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mnist runs}. */
@Command(
        name = "runs",
        description = {
            "Lists the run folders below a folder, those of sweeps (`mnist runs sweeps`) and benchmarks among them.",
            "Each is finished, trained (and not scored on the test images), stopped, running or damaged."
        },
        synopsisSubcommandLabel = "[clean|push]",
        subcommands = {RunsCleanCommand.class, RunsPushCommand.class})
final class RunsCommand extends BaseCommand {
    /** Where runs lie if nobody says otherwise. */
    static final Path FOLDER = Path.of("runs");

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "A folder of run folders; runs if not given.")
    Path folder = FOLDER;

    @Mixin
    RunsSortOption sort = new RunsSortOption();

    RunsCommand(Context context) {
        super(context);
    }

    @Override
    int run(Console console) {
        requireFolder(folder);
        List<RunSummary> runs = RunSearch.below(folder, console::info).parallelStream()
                .map(RunSummary::of)
                .sorted(sort.order())
                .toList();
        print(runs, RunsTable.of(folder, runs, context.tableColumns()));
        return ExitCode.OK;
    }

    /** Refuses what is no folder; that nobody has trained yet is no fault. */
    static void requireFolder(Path folder) {
        if (Files.isDirectory(folder) || (folder.equals(FOLDER) && !Files.exists(folder))) {
            return;
        }
        throw new Failure(
                Failure.Kind.NOT_FOUND,
                folder + (Files.exists(folder) ? " is not a folder" : " is not there")
                        + "; name a run folder or a folder of some, as `mnist train` makes them in runs");
    }
}
