package org.mnist.engine;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The ways in which a running average begins: that of a batch norm's means and variances, and that of the weights. */
public enum RunningAverage {
    /**
     * Exponentially, from what a network has before its first step: a mean of 0, a variance of 1, weights without sense.
     * At a momentum of 0.99 half of that is left after 69 steps. Version 0.1 had it so, as DL4J has.
     */
    @JsonProperty("exponential")
    EXPONENTIAL,
    /** As the plain average of all that was taken in, until the exponential one would keep no more than that. */
    @JsonProperty("plain-first")
    PLAIN_FIRST;

    /**
     * The share of the average that is kept where something more is taken in.
     *
     * @param momentum the share that the exponential average keeps
     * @param times how often something was taken in before
     */
    public double kept(double momentum, int times) {
        return this == PLAIN_FIRST ? Math.min(momentum, times / (times + 1.0)) : momentum;
    }
}
