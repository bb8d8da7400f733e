package org.mnist.cli;

import picocli.CommandLine.Option;

/** The flag that names one architecture. */
final class ArchOption {
    @Option(
            names = "--arch",
            paramLabel = "PRESET|FILE",
            description = "A preset (`mnist presets`), or a YAML file of your own.")
    String arch;
}
