package org.mnist.cli.options;

import java.util.Map;
import java.util.Optional;
import org.mnist.track.mlflow.MlflowServer;
import picocli.CommandLine.Option;

/** The tracking server of MLflow. */
public final class MlflowUriOption implements CheckedOptions {
    private static final String NAME = "--mlflow-uri";

    @Option(
            names = NAME,
            paramLabel = "URI",
            description =
                    "The tracking server; if not given, what MLFLOW_TRACKING_URI says. A token or a password is said by"
                            + " variables alone: MLFLOW_TRACKING_TOKEN, _USERNAME and _PASSWORD.")
    private Optional<String> uri = Optional.empty();

    @Override
    public void check() {
        uri.ifPresent(address -> MlflowServer.address(NAME, address));
    }

    /** Whether it was given. */
    boolean given() {
        return uri.isPresent();
    }

    /**
     * The server that was named; empty if none was.
     *
     * @param variables environment variables
     */
    public Optional<MlflowServer> server(Map<String, String> variables) {
        return MlflowServer.named(uri, variables);
    }
}
