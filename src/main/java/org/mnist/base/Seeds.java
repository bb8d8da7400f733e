package org.mnist.base;

import java.util.SplittableRandom;

/**
 * Turns the one seed of a run into the seeds of its parts. Every random thing is a pure function of (seed, what,
 * where), so it does not matter in which order, or by which process, it is drawn: a resumed run draws what the
 * undisturbed run would have drawn.
 */
public final class Seeds {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    /**
     * The seed of one random thing.
     *
     * @param seed the seed of the run
     * @param what the thing's name, such as {@code "shuffle"}
     * @param where its coordinates, such as the epoch
     */
    public static long of(long seed, String what, long... where) {
        long hash = mix(seed + GOLDEN_RATIO);
        for (int i = 0; i < what.length(); i++) {
            hash = mix(hash + GOLDEN_RATIO * (what.charAt(i) + 1L));
        }
        for (long coordinate : where) {
            hash = mix(hash + GOLDEN_RATIO * (coordinate + 1L));
        }
        return hash;
    }

    /** A generator that starts from {@link #of}. */
    public static SplittableRandom generator(long seed, String what, long... where) {
        return new SplittableRandom(of(seed, what, where));
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014), a bijection in which every input bit moves all output bits. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
