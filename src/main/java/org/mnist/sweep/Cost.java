package org.mnist.sweep;

/**
 * The measured cost of one training of a configuration.
 *
 * @param steps of training, over all epochs
 * @param seconds what they and the validations take, and the start of the program
 * @param scoring seconds to score its best epoch on the test images
 */
public record Cost(long steps, double seconds, double scoring) {}
