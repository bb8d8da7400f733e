package org.mnist.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mnist.base.Check;
import org.mnist.data.Images;

/**
 * The scores of predictions against labels.
 *
 * @param images number of images
 * @param accuracy share of images whose most probable class is the right one; 0 to 1
 * @param loss mean cross-entropy in nats; not finite if a probability is not
 * @param confusion counts of which class was taken for which
 * @param mistakes the images that were taken for another class, the surest first
 * @param calibration whether they were right as often as they were sure
 */
public record EvalResult(
        int images,
        double accuracy,
        double loss,
        ConfusionMatrix confusion,
        List<Mistake> mistakes,
        Calibration calibration) {
    /**
     * An image that was taken for another class.
     *
     * @param image its place among the images, from 0
     * @param label its label
     * @param predicted the label that it was taken for
     * @param probability of the class that it was taken for, 0 to 1
     */
    public record Mistake(int image, int label, int predicted, double probability) {
        /** Checks that each number can be one. */
        public Mistake {
            Check.that(image >= 0 && label >= 0 && predicted >= 0, "a mistake is of nothing");
        }
    }

    /** The least probability in the loss, as in DL4J's; with less, one sure mistake would make the loss infinite. */
    private static final double SMALLEST = 1e-10;

    /**
     * Scores probabilities.
     *
     * @param probabilities one for each class of each image
     * @param classes how many classes there are
     * @param labels gives the label of image i
     */
    public static EvalResult of(float[] probabilities, int classes, Labels labels) {
        int images = probabilities.length / classes;
        ConfusionMatrix confusion = new ConfusionMatrix(classes);
        List<Mistake> mistakes = new ArrayList<>();
        Calibration.Counter calibration = new Calibration.Counter();
        double loss = 0;
        for (int i = 0; i < images; i++) {
            int offset = i * classes;
            int best = Probabilities.best(probabilities, offset, classes);
            confusion.add(labels.of(i), best);
            calibration.add(probabilities[offset + best], best == labels.of(i));
            if (best != labels.of(i)) {
                mistakes.add(new Mistake(i, labels.of(i), best, probabilities[offset + best]));
            }
            loss -= Math.log(Math.max(probabilities[offset + labels.of(i)], SMALLEST));
        }
        mistakes.sort(Comparator.comparing(Mistake::probability).reversed());
        return new EvalResult(
                images,
                (double) confusion.correct() / images,
                loss / images,
                confusion,
                List.copyOf(mistakes),
                calibration.counted());
    }

    /** The places of the images that were taken for another class, in rising order. */
    public List<Integer> wrong() {
        return mistakes.stream().map(Mistake::image).sorted().toList();
    }

    /**
     * The mistakes where the images were chosen among others, by their places among all of these.
     *
     * @param chosen the place of each image that was scored
     */
    public List<Mistake> mistakesAmong(int[] chosen) {
        return mistakes.stream()
                .map(one -> new Mistake(chosen[one.image()], one.label(), one.predicted(), one.probability()))
                .toList();
    }

    /** Scores probabilities of all of the images, in their order. */
    public static EvalResult of(float[] probabilities, Images images) {
        return of(probabilities, probabilities.length / images.count(), images::label);
    }

    /** The label of each image. */
    @FunctionalInterface
    public interface Labels {
        /** The label of image {@code i}, from 0. */
        int of(int i);
    }
}
