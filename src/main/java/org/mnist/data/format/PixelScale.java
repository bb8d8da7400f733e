package org.mnist.data.format;

/**
 * Tells whether the numbers of some images are 0 to 255 or 0 to 1, which shows only as they come: until one above 1 is seen,
 * they are taken for 0 to 1.
 */
final class PixelScale {
    /** What {@link #of} answers to a number that cannot be. */
    static final int REFUSED = -1;

    /** What is valid, for a message. */
    static final String VALID = "whole numbers from 0 to 255 throughout, or numbers from 0 to 1 throughout";

    /** How far above 1 a number may be because somebody divided in single precision. */
    private static final double ROUNDING = 1e-6;

    private static final byte[] ONES = new byte[256];

    static {
        ONES[255] = 1;
    }

    /** Takes the numbers that were made so far back to what they were, by a table. */
    interface Correction {
        /** Replaces each number made so far by that at its place in the table. */
        void replace(byte[] by);
    }

    private final Correction correction;
    private boolean wide;
    private boolean fractions;
    private boolean ink;

    PixelScale(Correction correction) {
        this.correction = correction;
    }

    /** The number as 0 to 255, or {@link #REFUSED}. */
    int of(double number) {
        if (!(number >= 0 && number <= 255)) {
            return REFUSED;
        }
        int whole = (int) number;
        if (!wide && number > 1 + ROUNDING) {
            if (fractions || whole != number) {
                return REFUSED;
            }
            wide = true;
            correction.replace(ONES);
        }
        ink |= number > 0;
        if (wide) {
            return whole == number ? whole : REFUSED;
        }
        fractions |= whole != number;
        return (int) Math.round(255 * Math.min(1, number));
    }

    /** Whether the numbers were 0 to 1, and not all 0. */
    boolean isUnit() {
        return ink && !wide;
    }

    /** Whether the numbers were 0 to 255. */
    boolean isWide() {
        return wide;
    }
}
