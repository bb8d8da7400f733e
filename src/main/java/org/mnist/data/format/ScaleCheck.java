package org.mnist.data.format;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.Text;

/** Sees that the parts of a data set have numbers of one range, and says it where that is 0 to 1. */
final class ScaleCheck {
    private final String data;
    private final Consumer<String> log;
    private @Nullable String first;
    private boolean unit;

    /**
     * A check that has seen nothing.
     *
     * @param data what to call the data set
     */
    ScaleCheck(String data, Consumer<String> log) {
        this.data = Text.printable(data);
        this.log = log;
    }

    /**
     * Compares a part with those before. A part whose numbers are all 0 goes with any.
     *
     * @param part what to call it
     * @throws Failure of kind BAD_INPUT if the numbers of one are 0 to 1 and of another 0 to 255
     */
    void see(String part, PixelScale scale) {
        if (!scale.isUnit() && !scale.isWide()) {
            return;
        }
        if (first == null) {
            first = part;
            unit = scale.isUnit();
            if (unit) {
                log.accept(data + " has numbers from 0 to 1; they are taken as 0 to 255");
            }
        } else if (unit != scale.isUnit()) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    data + " is not supported: the numbers of " + first + " are 0 to " + (unit ? 1 : 255)
                            + ", those of " + part + " 0 to " + (unit ? 255 : 1) + "; they must be alike");
        }
    }
}
