package org.mnist.config;

import java.math.BigDecimal;
import org.mnist.base.Check;

/**
 * Test accuracy that the source of a preset reports.
 *
 * @param accuracy test accuracy in percent
 * @param note how it was obtained
 */
public record Published(double accuracy, String note) {
    private static final int MAX_NOTE = 1000;

    /** Checks the length. */
    public Published {
        Check.that(
                note.length() <= MAX_NOTE,
                "note is " + note.length() + " characters long; up to " + MAX_NOTE + " are supported");
    }

    /** The accuracy as a share, 0 to 1, with no more digits than the percent have. */
    public double share() {
        return BigDecimal.valueOf(accuracy).movePointLeft(2).doubleValue();
    }
}
