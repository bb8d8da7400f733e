package org.mnist.eval;

import java.util.ArrayList;
import java.util.List;
import org.mnist.config.Augmentation;
import org.mnist.config.TrainConfig;
import org.mnist.data.Augmenter;
import org.mnist.data.Batches;
import org.mnist.data.Images;
import org.mnist.engine.Predictor;

/**
 * Test-time augmentation: each image is seen several times, once as it is and then changed as training changed images,
 * and the probabilities are averaged. What is hard to tell in one view may be easier in another.
 *
 * @param count number of views of each image, 1 or more; the first is the image as it is
 * @param augmentation what the other views are drawn from
 * @param seed seed of the drawing: view v of image i is a function of the seed, v and i only
 */
public record TestTimeAugmentation(int count, Augmentation augmentation, long seed) {
    /** One view: the image as it is. */
    public static final TestTimeAugmentation ONE = new TestTimeAugmentation(1, Augmentation.NONE, 0);

    /** Views such as a network has been trained on, but nothing is cut out of them. */
    public static TestTimeAugmentation of(int count, TrainConfig config) {
        return new TestTimeAugmentation(count, config.augmentation().withoutCutout(), config.seed());
    }

    /** The mean probabilities of each image, in the images' order. */
    public float[] probabilities(Predictor predictor, Images images) {
        List<float[]> views = new ArrayList<>();
        views.add(Evaluator.probabilities(predictor, images));
        for (int view = 1; view < count; view++) {
            Batches changed =
                    Batches.inOrder(images, Evaluator.BATCH, new Augmenter(augmentation, seed, view, images.image()));
            views.add(Evaluator.probabilities(predictor, changed));
        }
        return Probabilities.mean(views);
    }
}
