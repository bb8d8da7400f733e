package org.mnist.cli.options;

import java.util.Optional;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.config.TrainConfig;
import org.mnist.experiment.RunFiles;
import org.mnist.serve.WatchServer;
import picocli.CommandLine.Option;

/** The option to watch a training on a page. */
public final class WatchOption implements CheckedOptions {
    /** The port where none is named. */
    public static final String PORT = "8081";

    @Option(
            names = "--watch",
            arity = "0..1",
            paramLabel = "PORT",
            fallbackValue = PORT,
            description = "Serve a page, to this machine alone, with curves that grow while it trains, at port " + PORT
                    + " or the one named; --watch=0 takes any that is free.")
    Optional<Integer> port = Optional.empty();

    @Override
    public void check() {
        port.ifPresent(given -> Ports.check("--watch", given));
    }

    /**
     * Serves the page of a run that is about to be trained, and says where; empty if nobody asked for it.
     *
     * @throws Failure of kind UNAVAILABLE if the port cannot be had
     */
    public Optional<WatchServer> start(RunFiles files, TrainConfig config, Console console) {
        return port.map(wanted -> {
            WatchServer server = WatchServer.start(files, config, wanted, "--watch=0", console::info);
            console.info("watch it at " + server.url());
            return server;
        });
    }
}
