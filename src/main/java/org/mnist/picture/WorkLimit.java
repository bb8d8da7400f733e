package org.mnist.picture;

import java.lang.management.ManagementFactory;

/**
 * The time that one picture may take of a processor. It is that of the thread which asks, so that a busy machine refuses nothing.
 * What is known to take longer is refused by its header, before; this is for what no header tells.
 */
final class WorkLimit {
    /** Seconds that nobody asks about, as most pictures take less. */
    private static final double FREE = 1;

    private static final double NANOS = 1e9;

    private final long began = System.nanoTime();
    private final double seconds;
    private long threadTime = -1;
    private boolean over;

    /**
     * A limit that begins now.
     *
     * @param seconds of a processor, above one
     */
    WorkLimit(double seconds) {
        this.seconds = seconds;
    }

    /**
     * Asks whether there is time left.
     *
     * @throws NoPictureException if there is none
     */
    void check() throws NoPictureException {
        if ((System.nanoTime() - began) / NANOS < FREE) {
            return;
        }
        long now = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        if (threadTime < 0) {
            threadTime = now;
        }
        over |= (now - threadTime) / NANOS > seconds - FREE;
        if (over) {
            throw exceeded();
        }
    }

    /** Whether there is none; some decoders hide what a read throws. */
    boolean isOver() {
        return over;
    }

    /** What is thrown then. */
    NoPictureException exceeded() {
        return new NoPictureException("it takes more than " + seconds + " seconds to decode");
    }
}
