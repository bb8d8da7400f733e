package org.mnist.vision;

import java.awt.image.BufferedImage;

/**
 * A picture that a person has, upright, in which nothing has been looked for yet.
 *
 * @param image the picture, no larger than is needed
 * @param step how many of the file's pixels one of the picture's is wide
 */
public record Picture(BufferedImage image, int step) {}
