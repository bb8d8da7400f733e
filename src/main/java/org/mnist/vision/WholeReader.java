package org.mnist.vision;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.mnist.data.Images;
import org.mnist.engine.Predictor;
import org.mnist.eval.Evaluator;
import org.mnist.network.Task;
import org.mnist.picture.Picture;

/**
 * A reader of pictures as a whole: each is scaled to the shape that a network takes, and told to be of one class. Nothing is
 * looked for in it, and it is lightened or darkened nowhere. A whole reader is not safe for use by several threads.
 */
public final class WholeReader {
    private final Predictor predictor;
    private final Task task;
    private final boolean inverts;

    /**
     * A reader.
     *
     * @param predictor runs the network
     * @param task what the network tells
     * @param inverts whether light becomes dark and dark light, for a network that was trained on the opposite
     */
    public WholeReader(Predictor predictor, Task task, boolean inverts) {
        this.predictor = predictor;
        this.task = task;
        this.inverts = inverts;
    }

    /**
     * A class and how probable it is.
     *
     * @param label its place among the classes, from 0
     * @param name its name
     * @param probability 0 to 1
     */
    public record Guess(int label, String name, double probability) {}

    /**
     * The answer for one picture.
     *
     * @param seen the picture as the network saw it, alone
     * @param guesses all classes, the most probable first
     */
    public record Answer(Images seen, List<Guess> guesses) {
        /** The most probable class. */
        public Guess best() {
            return guesses.get(0);
        }
    }

    /** What the network tells. */
    public Task task() {
        return task;
    }

    /** Whether light becomes dark and dark light. */
    public boolean inverts() {
        return inverts;
    }

    /** A picture in the shape that the network takes. */
    public WholePicture scaled(Picture picture) {
        return WholePicture.of(picture, task.image(), inverts);
    }

    /** The answer for an image that has the shape the network takes; of several it is for the first. */
    public Answer read(Images seen) {
        float[] probabilities = Evaluator.oneByOne(predictor, seen);
        return new Answer(
                seen,
                IntStream.range(0, task.classCount())
                        .mapToObj(label -> new Guess(label, task.name(label), probabilities[label]))
                        .sorted(Comparator.comparingDouble(Guess::probability).reversed())
                        .toList());
    }
}
