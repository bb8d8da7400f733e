package org.mnist.engine;

/** The momentum of Nadam as it grows from step to step: μ_t = β1·(1 − ½·0.96^t), as Dozat (2016) gives it. */
public final class NadamMomentum {
    private static final double DECAY = 0.96;

    private final double beta1;

    /** μ_1 · … · μ_t of the step asked for last; a function of t, kept from call to call only to save time. */
    private double product = 1;

    private int productUpTo;

    /** The schedule that ends at β1. */
    public NadamMomentum(double beta1) {
        this.beta1 = beta1;
    }

    /** μ_t; steps count from 1. */
    public double at(int t) {
        return beta1 * (1 - 0.5 * Math.pow(DECAY, t));
    }

    /** μ_1 · … · μ_t. */
    public double product(int t) {
        if (t < productUpTo) {
            productUpTo = 0;
            product = 1;
        }
        while (productUpTo < t) {
            product *= at(++productUpTo);
        }
        return product;
    }
}
