package org.mnist.experiment;

import java.nio.file.Path;
import org.mnist.base.Failure;
import org.mnist.base.Text;
import org.mnist.data.Batch;
import org.mnist.engine.Predictor;

/**
 * A predictor of a saved model that refuses to answer by anything but probabilities, which are none below 0 and add up to 1 for each
 * image: what is no number compares with nothing and would be scored as the first class, and would spoil an ensemble's mean.
 *
 * @param model runs the network
 * @param file where it comes from
 */
record DistributionsOnly(Predictor model, Path file) implements Predictor {
    /** The most by which the probabilities of an image may miss 1: many times what adding up a thousand floats loses. */
    private static final double TOLERANCE = 1e-3;

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public int classes() {
        return model.classes();
    }

    @Override
    public void predict(Batch batch, float[] probabilities, int offset) {
        model.predict(batch, probabilities, offset);
        for (int image = 0; image < batch.size(); image++) {
            requireDistribution(probabilities, offset + image * classes());
        }
    }

    private void requireDistribution(float[] probabilities, int offset) {
        double sum = 0;
        for (int i = offset; i < offset + classes(); i++) {
            if (!(probabilities[i] >= 0 && Float.isFinite(probabilities[i]))) {
                throw useless(probabilities[i] + " where a probability should be");
            }
            sum += probabilities[i];
        }
        if (Math.abs(sum - 1) > TOLERANCE) {
            throw useless(Text.format("probabilities that add up to %.3g instead of 1", sum));
        }
    }

    private Failure useless(String answer) {
        return new Failure(
                Failure.Kind.BAD_INPUT,
                file + " answers " + answer + ": its weights are of no use;"
                        + " name another model, or train again with a lower learning rate");
    }

    @Override
    public void close() {
        model.close();
    }
}
