package org.mnist.cli.options;

import org.mnist.vision.Recogniser;
import picocli.CommandLine.Option;

/** The share of real digits that may be refused as none. */
public final class RefuseOption implements CheckedOptions {
    @Option(
            names = "--refuse",
            paramLabel = "X",
            defaultValue = "0.01",
            description = "Refuse as no digit what fits one less, by its look and by how sure the network is, than this"
                    + " share of real digits, 0 to 0.5; 0.01 if not given, 0 refuses nothing.")
    private double refuse;

    @Override
    public void check() {
        Recogniser.checkRefused(refuse);
    }

    /** The share, 0 to 0.5. */
    public double share() {
        return refuse;
    }
}
