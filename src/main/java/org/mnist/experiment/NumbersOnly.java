package org.mnist.experiment;

import java.nio.file.Path;
import org.mnist.base.Failure;
import org.mnist.data.Batch;
import org.mnist.engine.Predictor;

/**
 * A predictor of a saved model that refuses to answer by what is no number: such answers compare with nothing, and would be
 * scored as the first class.
 *
 * @param model runs the network
 * @param file where it comes from
 */
record NumbersOnly(Predictor model, Path file) implements Predictor {
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
        for (int i = offset; i < offset + batch.size() * classes(); i++) {
            if (!Float.isFinite(probabilities[i])) {
                throw new Failure(
                        Failure.Kind.BAD_INPUT,
                        file + " answers " + probabilities[i]
                                + " where a probability should be: its weights are of no use;"
                                + " name another model, or train again with a lower learning rate");
            }
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
