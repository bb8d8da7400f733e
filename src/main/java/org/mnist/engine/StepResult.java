package org.mnist.engine;

/**
 * What a training step saw of its batch, before it changed the parameters.
 *
 * @param loss mean cross-entropy over the batch, in nats, without penalties
 * @param correct how many images of the batch the network got right
 */
public record StepResult(double loss, int correct) {}
