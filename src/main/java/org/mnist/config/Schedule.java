package org.mnist.config;

import org.mnist.base.Check;

/**
 * Course of the learning rate over the run, relative to the {@code learning-rate}.
 *
 * @param kind its form
 * @param warmupEpochs over how many epochs, fractions included, the rate climbs from 0 at the start; not for one-cycle,
 *     which has a climb of its own
 * @param every step: after how many epochs it falls
 * @param factor step: by what it is multiplied each time; exponential: by what it is multiplied over an epoch
 * @param pctStart one-cycle: the share of the run in which the rate climbs, 0 to below 1, as in PyTorch's OneCycleLR
 * @param startFactor one-cycle: the rate at the start, relative to the highest, as in PyTorch's LinearLR; 1 divided by
 *     OneCycleLR's {@code div_factor}
 * @param endFactor cosine and one-cycle: the rate at the end, relative to the highest; 0 is allowed
 */
public record Schedule(
        Kind kind,
        double warmupEpochs,
        int every,
        double factor,
        double pctStart,
        double startFactor,
        double endFactor) {
    /** The forms. */
    public enum Kind {
        /** The same rate throughout. */
        CONSTANT,
        /** Multiplied by a factor every so many epochs. */
        STEP,
        /** Multiplied by a factor over each epoch, a little at each iteration. */
        EXPONENTIAL,
        /** Half a cosine down to the end; Loshchilov and Hutter 2017. */
        COSINE,
        /** Up half a cosine, down half a cosine; Smith and Topin 2018, in PyTorch's form. */
        ONE_CYCLE
    }

    /** Checks the ranges and that warm-up and one-cycle are not both asked for. */
    public Schedule {
        Check.range("warmup-epochs", warmupEpochs, 0, 1000);
        Check.range("every", every, 1, 10_000);
        Check.positive("factor", factor, 1);
        Check.below("pct-start", pctStart, 0, 1);
        Check.positive("start-factor", startFactor, 1);
        Check.range("end-factor", endFactor, 0, 1);
        Check.that(
                kind != Kind.ONE_CYCLE || warmupEpochs == 0,
                "warmup-epochs is " + warmupEpochs + ", but one-cycle climbs by itself; set pct-start instead");
    }
}
