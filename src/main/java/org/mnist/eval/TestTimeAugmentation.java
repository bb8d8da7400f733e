package org.mnist.eval;

import org.mnist.config.Augmentation;
import org.mnist.config.TrainConfig;
import org.mnist.data.Augmenter;
import org.mnist.data.Batches;
import org.mnist.data.Images;
import org.mnist.engine.Predictor;

/**
 * Each image is seen several times, once as it is and then changed as training changed images, and the probabilities are
 * averaged (test-time augmentation). What is hard to tell in one view may be easier in another.
 *
 * @param count how many views, 1 or more; 1 is the image as it is
 * @param augmentation how it is changed in the others
 * @param seed by which that is drawn: view v of image i is a function of the seed, v and i only
 */
public record TestTimeAugmentation(int count, Augmentation augmentation, long seed) {
    /** The image as it is. */
    public static final TestTimeAugmentation ONE = new TestTimeAugmentation(1, null, 0);

    /** TestTimeAugmentation as a network has been trained on; nothing is cut out of them. */
    public static TestTimeAugmentation of(int count, TrainConfig config) {
        return new TestTimeAugmentation(count, config.augmentation().withoutCutout(), config.seed());
    }

    /** The mean of the ten probabilities of each image, in the images' order. */
    public float[] probabilities(Predictor predictor, Images images) {
        float[] sum = Evaluator.probabilities(predictor, images);
        for (int view = 1; view < count; view++) {
            Batches changed = Batches.inOrder(images, Evaluator.BATCH, new Augmenter(augmentation, seed, view));
            add(Evaluator.probabilities(predictor, changed), sum);
        }
        divide(sum, count);
        return sum;
    }

    /** Adds to a sum of probabilities. */
    public static void add(float[] more, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }

    /** Divides a sum of so many probabilities. */
    public static void divide(float[] sum, int count) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= count;
        }
    }
}
