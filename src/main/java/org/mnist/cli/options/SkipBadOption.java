package org.mnist.cli.options;

import picocli.CommandLine.Option;

/** Whether pictures that cannot be read are left out, and no reason to stop. */
public final class SkipBadOption {
    @Option(names = "--skip-bad", description = "Leave pictures out that cannot be read.")
    private boolean given;

    /** Whether they are. */
    public boolean given() {
        return given;
    }
}
