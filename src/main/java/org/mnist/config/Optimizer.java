package org.mnist.config;

import org.mnist.base.Check;
import org.mnist.base.Names;

/**
 * Rule by which a gradient becomes a step. The learning rate is not here: the schedule sets it anew for every step.
 *
 * @param kind which optimiser
 * @param beta1 decay of the mean gradient; adam, nadam and adamw
 * @param beta2 decay of the mean squared gradient; adam, nadam and adamw
 * @param epsilon added to the root of the mean squared gradient; adam, nadam and adamw
 * @param momentum share of the last step kept in the next; sgd
 * @param nesterov whether the momentum is Nesterov's; sgd
 * @param weightDecay share of each weight, times the learning rate, taken off at each step; adamw and sgd. Biases and
 *     batch norm are spared.
 */
public record Optimizer(
        Kind kind, double beta1, double beta2, double epsilon, double momentum, boolean nesterov, double weightDecay) {
    /** The optimisers. */
    public enum Kind {
        /** Kingma and Ba 2015. */
        ADAM,
        /** Adam with Nesterov momentum; Dozat 2016. */
        NADAM,
        /** Adam with weight decay apart from the gradient; Loshchilov and Hutter 2019. */
        ADAMW,
        /** Stochastic gradient descent, with or without momentum. */
        SGD
    }

    /** Checks the ranges, and that nothing is asked of an optimiser that it does not have. */
    public Optimizer {
        Check.below("beta1", beta1, 0, 1);
        Check.below("beta2", beta2, 0, 1);
        Check.positive("epsilon", epsilon, 1);
        Check.below("momentum", momentum, 0, 1);
        Check.range("weight-decay", weightDecay, 0, 1);
        Check.that(
                kind == Kind.SGD || momentum == 0,
                "momentum is " + momentum + ", but only sgd has momentum; set kind: sgd or momentum: 0");
        Check.that(
                !nesterov || momentum > 0,
                "nesterov is true, but momentum is 0; set a momentum, such as 0.9, or nesterov: false");
        Check.that(
                weightDecay == 0 || kind == Kind.ADAMW || kind == Kind.SGD,
                "weight-decay is " + weightDecay + ", but " + Names.of(kind)
                        + " has none; set kind: adamw, or use l2 instead");
    }
}
