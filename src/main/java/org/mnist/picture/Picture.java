package org.mnist.picture;

import java.awt.image.BufferedImage;

/**
 * A decoded picture.
 *
 * @param image upright, and no larger than is needed
 * @param step how many of the file's pixels one of the image's is wide
 * @param cut whether its file ends too early, so that a part of the image is missing
 */
public record Picture(BufferedImage image, int step, boolean cut) {}
