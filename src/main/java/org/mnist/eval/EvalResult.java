package org.mnist.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mnist.data.Images;
import org.mnist.network.LayerSpec;

/**
 * The scores of predictions against labels.
 *
 * @param images number of images
 * @param accuracy share of images whose most probable digit is the right one; 0 to 1
 * @param loss mean cross-entropy in nats; not finite if a probability is not
 * @param confusion counts of which digit was taken for which
 * @param mistakes the images that were taken for another digit, the surest first
 */
public record EvalResult(int images, double accuracy, double loss, ConfusionMatrix confusion, List<Mistake> mistakes) {
    /**
     * An image that was taken for another digit.
     *
     * @param image its place among the images, from 0
     * @param label the digit that it is
     * @param predicted the digit that it was taken for
     * @param probability of the digit that it was taken for, 0 to 1
     */
    public record Mistake(int image, int label, int predicted, double probability) {}

    /** The least probability in the loss, as in DL4J's; with less, one sure mistake would make the loss infinite. */
    private static final double SMALLEST = 1e-10;

    /**
     * Scores probabilities.
     *
     * @param probabilities ten for each image
     * @param labels gives the label of image i
     */
    public static EvalResult of(float[] probabilities, Labels labels) {
        int images = probabilities.length / LayerSpec.CLASSES;
        ConfusionMatrix confusion = new ConfusionMatrix();
        List<Mistake> mistakes = new ArrayList<>();
        double loss = 0;
        for (int i = 0; i < images; i++) {
            int offset = i * LayerSpec.CLASSES;
            int best = 0;
            for (int c = 1; c < LayerSpec.CLASSES; c++) {
                if (probabilities[offset + c] > probabilities[offset + best]) {
                    best = c;
                }
            }
            confusion.add(labels.of(i), best);
            if (best != labels.of(i)) {
                mistakes.add(new Mistake(i, labels.of(i), best, probabilities[offset + best]));
            }
            loss -= Math.log(Math.max(probabilities[offset + labels.of(i)], SMALLEST));
        }
        mistakes.sort(Comparator.comparing(Mistake::probability).reversed());
        return new EvalResult(
                images, (double) confusion.correct() / images, loss / images, confusion, List.copyOf(mistakes));
    }

    /** Scores probabilities of all of the images, in their order. */
    public static EvalResult of(float[] probabilities, Images images) {
        return of(probabilities, images::label);
    }

    /** The label of each image. */
    @FunctionalInterface
    public interface Labels {
        /** The label of image {@code i}, 0 to 9. */
        int of(int i);
    }
}
