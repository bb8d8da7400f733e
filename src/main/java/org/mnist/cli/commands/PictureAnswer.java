package org.mnist.cli.commands;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mnist.data.Images;
import org.mnist.vision.Box;

/**
 * The answer for one picture.
 *
 * @param json for a program
 * @param text for a person: lines, without the last end
 * @param parts what was read, one after the other
 * @param seen each part as the network saw it
 * @param sheet draws where the parts were, what the network saw of each, and what it took it for
 */
record PictureAnswer(Object json, String text, List<Part> parts, Images seen, Supplier<BufferedImage> sheet) {
    /**
     * A digit, or a picture as a whole.
     *
     * @param text what it was read as
     * @param probability that of the most probable class, 0 to 1
     * @param box where it was found; none for a whole picture
     */
    record Part(String text, double probability, Optional<Box> box) {}
}
