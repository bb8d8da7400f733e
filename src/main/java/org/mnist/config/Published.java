package org.mnist.config;

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
}
