package org.mnist.testing;

import java.util.Arrays;
import org.mnist.data.Batch;
import org.mnist.engine.Predictor;

/** A predictor that needs no native engine: its answers are a function of each image and its label. */
public record FunctionPredictor(Answer answer) implements Predictor {
    /** Gives the probabilities of an image. */
    @FunctionalInterface
    public interface Answer {
        /**
         * Ten probabilities.
         *
         * @param pixels 28 × 28 values, 0 to 1
         * @param label what the batch says that the image is
         */
        float[] of(float[] pixels, int label);
    }

    /** A predictor that says of each image how bright ten of its pixels are, from {@code first} on. */
    public static FunctionPredictor pixels(int first) {
        return new FunctionPredictor((pixels, label) -> Arrays.copyOfRange(pixels, first, first + MnistForm.CLASSES));
    }

    @Override
    public String name() {
        return "function";
    }

    @Override
    public int classes() {
        return MnistForm.CLASSES;
    }

    @Override
    public void predict(Batch batch, float[] probabilities, int offset) {
        for (int i = 0; i < batch.size(); i++) {
            float[] pixels = Arrays.copyOfRange(batch.images(), i * MnistForm.PIXELS, (i + 1) * MnistForm.PIXELS);
            float[] answers = answer.of(pixels, batch.labels()[i]);
            System.arraycopy(answers, 0, probabilities, offset + i * MnistForm.CLASSES, MnistForm.CLASSES);
        }
    }

    @Override
    public void close() {}
}
