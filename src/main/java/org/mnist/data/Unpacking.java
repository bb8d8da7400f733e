package org.mnist.data;

/** The limits to what compressed data may become, so that a small file cannot ask for all memory and time. */
public final class Unpacking {
    /** How much larger a file may become; drawings of a few strokes become some fifty times as large. */
    public static final int MAX_GROWTH = 200;

    /** What is unpacked to no more than this may be packed as well as it likes. */
    private static final long SURELY_NO_BOMB = 64L << 20;

    private Unpacking() {}

    /**
     * Whether data would become incredibly large.
     *
     * @param unpacked its bytes when it is unpacked
     * @param packed its bytes as it is
     */
    public static boolean isBomb(long unpacked, long packed) {
        return unpacked > SURELY_NO_BOMB && unpacked / MAX_GROWTH > packed;
    }
}
