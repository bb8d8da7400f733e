package org.mnist.eval;

import java.util.List;

/** Arithmetic on predictions: arrays that hold a probability for each class of each image, in the images' order. */
public final class Probabilities {
    private Probabilities() {}

    /** The most probable class of an image; of several equal ones the first. */
    static int best(float[] probabilities, int offset, int classes) {
        int best = 0;
        for (int label = 1; label < classes; label++) {
            if (probabilities[offset + label] > probabilities[offset + best]) {
                best = label;
            }
        }
        return best;
    }

    /**
     * The mean of several predictions of the same images, as of the members of an ensemble (soft voting) or of several
     * views of each image.
     *
     * @param predictions at least one, all of one length
     */
    public static float[] mean(List<float[]> predictions) {
        float[] mean = new float[predictions.get(0).length];
        for (float[] prediction : predictions) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += prediction[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= predictions.size();
        }
        return mean;
    }
}
