package org.mnist.serve;

/**
 * What a person should know of the model that reads.
 *
 * @param name its architecture, or its file
 * @param about its accuracy and size, in a few words
 */
public record ModelCard(String name, String about) {}
