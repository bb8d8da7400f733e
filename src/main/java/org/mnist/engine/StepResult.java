package org.mnist.engine;

/**
 * The loss and the hits of a training step on its batch, before it changed the parameters.
 *
 * @param loss mean cross-entropy over the batch, in nats, without penalties
 * @param correct how many images of the batch the network got right
 */
public record StepResult(double loss, int correct) {}
