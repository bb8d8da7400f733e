package org.mnist.serve;

/**
 * The little that the page says of the model that reads.
 *
 * @param name the model's architecture, or its file
 * @param about the model's accuracy and size, in a few words
 */
public record ModelInfo(String name, String about) {}
