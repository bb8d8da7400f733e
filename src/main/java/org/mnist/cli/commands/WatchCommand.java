package org.mnist.cli.commands;

import java.nio.file.Path;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.Ports;
import org.mnist.cli.options.WatchOption;
import org.mnist.config.TrainConfig;
import org.mnist.experiment.RunDirectory;
import org.mnist.experiment.RunFiles;
import org.mnist.serve.WatchServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist watch}. */
@Command(
        name = "watch",
        description = {
            "Serves a page, to this machine alone, with curves that grow while another process trains.",
            "It ends when the training does, or by Ctrl-C; it only reads the run folder."
        })
final class WatchCommand extends BaseCommand {
    @Parameters(paramLabel = "RUN", description = "The folder of a run that is being trained.")
    Path run;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = WatchOption.PORT,
            description = "The port, 0 for any that is free; " + WatchOption.PORT + " if not given.")
    int port;

    WatchCommand(Context context) {
        super(context);
    }

    /** The address of the page, in JSON. */
    record Watching(String url) {}

    @Override
    void check() {
        Ports.check("--port", port);
    }

    @Override
    int run(Console console) {
        RunDirectory.requireRun(run);
        RunFiles files = new RunFiles(run, line -> {});
        if (!RunDirectory.isInUse(run)) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "nobody trains in " + run + "; `mnist report " + run + " --open` shows what a run came to, and"
                            + " `mnist train --resume --watch --out " + run + "` goes on with one");
        }
        TrainConfig config = files.readConfig();
        try (WatchServer watch = WatchServer.bind(port, "--port 0", console::info)) {
            watch.show(files, config);
            print(new Watching(watch.url()), watch.url());
            console.info("Ctrl-C ends it");
            WatchServer.awaitEnd(files);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        console.info("the training is over");
        return ExitCode.OK;
    }
}
