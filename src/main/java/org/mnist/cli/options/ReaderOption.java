package org.mnist.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import org.mnist.base.Failure;
import org.mnist.network.Task;
import picocli.CommandLine.Option;

/** The choice of what is read in a picture: digits that are found in it, or the whole. */
public final class ReaderOption implements CheckedOptions {
    private static final String DIGITS = "digits";
    private static final String WHOLE = "whole";

    @Option(
            names = "--reader",
            paramLabel = "digits|whole",
            description =
                    "`digits` finds the digits in a picture, `whole` scales the picture to the network's shape and gives"
                            + " its class; if not given, `digits` for a model of the ten digits, else `whole`.")
    private Optional<String> reader = Optional.empty();

    @Option(
            names = "--invert",
            description =
                    "With the whole reader: make light dark and dark light, for a model that was trained on the opposite."
                            + " If not given, pictures are taken as they are.")
    private boolean inverts;

    @Override
    public void check() {
        reader.filter(word -> !word.equals(DIGITS) && !word.equals(WHOLE)).ifPresent(word -> {
            throw usage("--reader is " + word + "; valid are digits and whole");
        });
    }

    /** Whether light becomes dark, and dark light. */
    public boolean inverts() {
        return inverts;
    }

    /**
     * Whether digits are to be found in pictures; otherwise they are taken as a whole.
     *
     * @param task what the model tells
     * @param model its file
     * @param refuse the share that goes with digits alone
     * @throws Failure of kind USAGE if the model tells no digits, or another option does not go with the reader
     */
    public boolean finds(Task task, Path model, RefuseOption refuse) {
        boolean digits = reader.map(DIGITS::equals).orElse(task.tellsDigits());
        if (digits && !task.tellsDigits()) {
            throw usage("--reader digits: " + model + " tells no digits but " + task.words()
                    + "; give --reader whole, or" + " leave it out");
        }
        if (digits && inverts) {
            throw usage("--invert goes with --reader whole; the digits reader takes dark on light and light on dark");
        }
        if (!digits && refuse.given()) {
            throw usage("--refuse goes with --reader digits; the whole reader refuses nothing");
        }
        return digits;
    }

    private static Failure usage(String message) {
        return new Failure(Failure.Kind.USAGE, message);
    }
}
