package org.mnist.cli.options;

import org.mnist.base.Failure;

/** Ports that options name for a server. */
public final class Ports {
    private static final int MOST = 65_535;

    private Ports() {}

    /**
     * Refuses what is no port.
     *
     * @throws Failure of kind USAGE
     */
    public static void check(String option, int port) {
        if (port < 0 || port > MOST) {
            throw new Failure(Failure.Kind.USAGE, option + " is " + port + "; valid are 0 to " + MOST);
        }
    }
}
