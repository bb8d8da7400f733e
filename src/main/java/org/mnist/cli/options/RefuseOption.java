package org.mnist.cli.options;

import java.util.Optional;
import org.mnist.vision.Recogniser;
import picocli.CommandLine.Option;

/** The certainty up to which a sign is refused as no clear digit. */
public final class RefuseOption implements CheckedOptions {
    @Option(
            names = "--refuse",
            paramLabel = "X",
            description = "Refuse signs that are no likelier than this to be the digit they look like most, 0 to 1; "
                    + Recogniser.USUAL_REFUSAL + " if not given, 0 refuses nothing.")
    private Optional<Double> refuse = Optional.empty();

    @Override
    public void check() {
        Recogniser.checkRefusal(certainty());
    }

    /** The certainty, 0 to 1. */
    public double certainty() {
        return refuse.orElse(Recogniser.USUAL_REFUSAL);
    }

    /** Whether a person asked for a certainty. */
    public boolean given() {
        return refuse.isPresent();
    }
}
