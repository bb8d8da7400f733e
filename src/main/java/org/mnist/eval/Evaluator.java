package org.mnist.eval;

import org.mnist.data.Batch;
import org.mnist.data.Batches;
import org.mnist.data.Images;
import org.mnist.engine.Predictor;

/** Runs a predictor over every one of some images, and scores it. */
public final class Evaluator {
    /** The number of images at a time: enough to keep the processor busy, few enough for little memory. */
    static final int BATCH = 100;

    private Evaluator() {}

    /** The probabilities of each image, in the images' order. */
    public static float[] probabilities(Predictor predictor, Images images) {
        return probabilities(predictor, Batches.inOrder(images, BATCH));
    }

    /** The probabilities of each image, one image at a time: a predictor prepares itself anew for each size of batch. */
    public static float[] oneByOne(Predictor predictor, Images images) {
        return probabilities(predictor, Batches.inOrder(images, 1));
    }

    /** Scores a predictor on all of the images. */
    public static EvalResult evaluate(Predictor predictor, Images images) {
        return EvalResult.of(probabilities(predictor, images), images);
    }

    /** Scores a predictor on the chosen images. */
    public static EvalResult evaluate(Predictor predictor, Images images, int[] chosen) {
        float[] probabilities = probabilities(predictor, Batches.inOrder(images, chosen, BATCH));
        return EvalResult.of(probabilities, predictor.classes(), i -> images.label(chosen[i]));
    }

    static float[] probabilities(Predictor predictor, Batches batches) {
        float[] probabilities = new float[batches.images() * predictor.classes()];
        int done = 0;
        for (int i = 0; i < batches.count(); i++) {
            Batch batch = batches.get(i);
            predictor.predict(batch, probabilities, done * predictor.classes());
            done += batch.size();
        }
        return probabilities;
    }
}
