package org.mnist.cli.commands;

import java.nio.file.Path;
import java.util.Optional;
import org.mnist.base.Browser;
import org.mnist.base.Console;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.data.Dataset;
import org.mnist.data.ReadOptions;
import org.mnist.experiment.RunDirectory;
import org.mnist.experiment.SavedModel;
import org.mnist.report.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist report}. */
@Command(name = "report", description = "Draws the pictures and the page of a run again.")
final class ReportCommand extends BaseCommand {
    @Parameters(paramLabel = "RUN", description = "The folder of a run that has ended.")
    Path run;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "Where the data is now, if it has moved since; it must be the same.")
    Optional<String> data = Optional.empty();

    @Option(names = "--open", description = "Also open the page in the browser.")
    boolean open;

    ReportCommand(Context context) {
        super(context);
    }

    /** The page that was drawn, in JSON. */
    record Written(String report) {}

    @Override
    int run(Console console) {
        RunDirectory.requireRun(run);
        SavedModel model = SavedModel.find(run, line -> {}); // what there is to say, the report says
        ReadOptions options = model.config().map(ReadOptions::of).orElse(ReadOptions.DEFAULT);
        Dataset dataset = context.store().open(data.orElseGet(model::data), options);
        try (RunDirectory directory = RunDirectory.await(run, console::info)) {
            Path page = RunReport.write(directory.files(), dataset, model.kernels(), console::info);
            print(new Written(page.toString()), page.toString());
            if (open) {
                Browser.open(page, context.variables())
                        .ifPresent(why -> console.error("not opened: " + why + "; open " + page + " in a browser"));
            }
        }
        return ExitCode.OK;
    }
}
