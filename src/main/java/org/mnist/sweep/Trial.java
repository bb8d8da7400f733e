package org.mnist.sweep;

/**
 * A training of a sweep: a configuration from a seed.
 *
 * @param candidate the configuration
 * @param seed the seed
 */
public record Trial(Candidate candidate, long seed) {
    /** The name of its run folder. */
    public String name() {
        return candidate.name() + "-s" + seed;
    }
}
