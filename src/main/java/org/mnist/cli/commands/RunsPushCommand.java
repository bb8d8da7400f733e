package org.mnist.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mnist.base.Console;
import org.mnist.base.Text;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.MlflowUriOption;
import org.mnist.experiment.RunDirectory;
import org.mnist.track.mlflow.MlflowPush;
import org.mnist.track.mlflow.MlflowServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mnist runs push}. */
@Command(
        name = "push",
        description = "Sends what a tracking server of MLflow has not got of runs that were trained with --log mlflow.")
final class RunsPushCommand extends BaseCommand {
    @Parameters(arity = "1..*", paramLabel = "RUN", description = "One or more run folders.")
    List<Path> runs;

    @Mixin
    MlflowUriOption uri = new MlflowUriOption();

    RunsPushCommand(Context context) {
        super(context);
    }

    @Override
    int run(Console console) {
        MlflowServer server = uri.server(context.variables())
                .orElseThrow(() ->
                        usage("a tracking server is missing; name it by --mlflow-uri or " + MlflowServer.URI_VARIABLE));
        runs.forEach(RunDirectory::requireRun);
        List<MlflowPush.Pushed> all = new ArrayList<>();
        for (Path run : runs) {
            try (RunDirectory directory = RunDirectory.await(run, console::info)) {
                all.add(MlflowPush.push(directory.files().path(), server, console::info));
            }
        }
        print(all, String.join("\n", all.stream().map(RunsPushCommand::text).toList()));
        for (MlflowPush.Pushed pushed : all) {
            if (pushed.problem() != null) {
                console.error("mnist: " + server + ": " + pushed.problem() + "; what was not sent is kept, and the same"
                        + " command sends it");
                return ExitCode.UNAVAILABLE;
            }
        }
        return ExitCode.OK;
    }

    private static String text(MlflowPush.Pushed pushed) {
        String run = Text.printable(pushed.run()) + ": ";
        if (pushed.sent() == 0 && pushed.left() == 0) {
            return run + "nothing to send";
        }
        String left = pushed.left() == 0 ? "" : ", " + Text.count(pushed.left()) + " left";
        String page = pushed.page() == null ? "" : ", " + pushed.page();
        return run + Text.number(pushed.sent(), "message") + " sent" + left + page;
    }
}
