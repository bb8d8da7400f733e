package org.mnist.cli.options;

import java.util.Optional;
import org.mnist.vision.Recogniser;
import picocli.CommandLine.Option;

/** The share of real digits that may be refused as none. */
public final class RefuseOption implements CheckedOptions {
    private static final double USUAL = 0.01;

    @Option(
            names = "--refuse",
            paramLabel = "X",
            description =
                    "Refuse what is less likely to be a digit at all than this share of real digits is, 0 to 0.5; 0.01"
                            + " if not given, 0 refuses nothing.")
    private Optional<Double> refuse = Optional.empty();

    @Override
    public void check() {
        Recogniser.checkRefused(share());
    }

    /** The share, 0 to 0.5. */
    public double share() {
        return refuse.orElse(USUAL);
    }

    /** Whether a person asked for a share. */
    public boolean given() {
        return refuse.isPresent();
    }
}
