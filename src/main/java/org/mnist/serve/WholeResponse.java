package org.mnist.serve;

import java.util.Base64;
import java.util.List;
import org.mnist.data.Images;
import org.mnist.network.Shape;
import org.mnist.vision.WholeReader.Answer;
import org.mnist.vision.WholeReader.Guess;

/**
 * The answer to {@code POST /predict} of a reader of whole pictures.
 *
 * @param text the name of the most probable class
 * @param label its place among the classes, from 0
 * @param name the same as {@code text}
 * @param probability of it, 0 to 1
 * @param top all classes, the most probable first
 * @param channels 1 for grey, 3 for colours
 * @param height rows of what the network saw
 * @param width columns of what the network saw
 * @param pixels what the network saw, a byte for each number, channel by channel, row by row, in base 64
 */
record WholeResponse(
        String text,
        int label,
        String name,
        double probability,
        List<Guess> top,
        int channels,
        int height,
        int width,
        String pixels) {
    /** The answer for a picture that was read. */
    static WholeResponse of(Answer answer) {
        Images seen = answer.seen();
        Shape image = seen.image();
        Guess best = answer.best();
        return new WholeResponse(
                best.name(),
                best.label(),
                best.name(),
                best.probability(),
                answer.guesses(),
                image.channels(),
                image.height(),
                image.width(),
                Base64.getEncoder().encodeToString(seen.bytes(0)));
    }
}
