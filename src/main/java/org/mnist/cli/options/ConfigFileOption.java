package org.mnist.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The file that changes a configuration. */
final class ConfigFileOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file put over the preset; a run folder's config.yaml repeats that run.")
    Optional<Path> file = Optional.empty();
}
