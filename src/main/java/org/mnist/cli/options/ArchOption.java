package org.mnist.cli.options;

import picocli.CommandLine.Option;

/** The flag that names one architecture. */
public final class ArchOption {
    @Option(
            names = "--arch",
            paramLabel = "PRESET|FILE",
            description = "A preset (`mnist presets`), or a YAML file of your own.")
    public String arch;
}
