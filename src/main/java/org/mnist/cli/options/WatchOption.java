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
     * Takes the port of the page, if one was asked for.
     *
     * @throws Failure of kind UNAVAILABLE if it cannot be had
     */
    public Page open(Console console) {
        return new Page(port.map(wanted -> WatchServer.bind(wanted, "--watch=0", console::info)), console);
    }

    /**
     * The page, until the training is over.
     *
     * @param server serves it; empty if nobody asked for it
     * @param console is told where
     */
    public record Page(Optional<WatchServer> server, Console console) implements AutoCloseable {
        /** Shows a run that is about to be trained. */
        public void show(RunFiles files, TrainConfig config) {
            server.ifPresent(page -> {
                page.show(files, config);
                console.info("watch it at " + page.url());
            });
        }

        @Override
        public void close() {
            server.ifPresent(WatchServer::close);
        }
    }
}
