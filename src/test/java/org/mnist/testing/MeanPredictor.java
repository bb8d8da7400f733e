package org.mnist.testing;

import org.mnist.data.Batch;
import org.mnist.engine.Predictor;
import org.mnist.network.Task;

/** A predictor for any task that needs no native engine: a class is as probable as its part of the picture is bright. */
public record MeanPredictor(Task task) implements Predictor {
    @Override
    public String name() {
        return "mean";
    }

    @Override
    public int classes() {
        return task.classCount();
    }

    @Override
    public void predict(Batch batch, float[] probabilities, int offset) {
        int pixels = task.image().size();
        for (int i = 0; i < batch.size(); i++) {
            double[] sums = new double[classes()];
            double all = 0;
            for (int k = 0; k < pixels; k++) {
                float value = batch.images()[i * pixels + k] + 1e-3f;
                sums[(int) ((long) k * classes() / pixels)] += value;
                all += value;
            }
            for (int label = 0; label < classes(); label++) {
                probabilities[offset + i * classes() + label] = (float) (sums[label] / all);
            }
        }
    }

    @Override
    public void close() {}
}
