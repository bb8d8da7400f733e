package org.mnist.engine.onednn.plan;

import java.nio.FloatBuffer;
import org.mnist.engine.StepResult;

/** Softmax and cross-entropy, with their gradient; a few hundred numbers, so plain Java in double precision. */
public final class SoftmaxLoss {
    /** DL4J takes no probability for less than this, so that one miss cannot make the loss infinite. */
    private static final double LOG_OF_LEAST = Math.log(1e-10);

    private final int classes;
    private final double smoothing;
    private float[] numbers = new float[0];
    private final double[] exponentials;

    /**
     * The loss of so many classes.
     *
     * @param smoothing share of each label that is spread evenly over all classes
     */
    public SoftmaxLoss(int classes, double smoothing) {
        this.classes = classes;
        this.smoothing = smoothing;
        this.exponentials = new double[classes];
    }

    /**
     * Computes loss, hits, and the gradient of the mean loss.
     *
     * @param logits one for each class of each image
     * @param labels of the images
     * @param count of the images
     * @param gradient gets a number for each class of each image
     * @return the mean loss, in nats, and how many images had the largest number at their label
     */
    public StepResult compute(FloatBuffer logits, int[] labels, int count, FloatBuffer gradient) {
        take(logits, count);
        double even = smoothing / classes;
        double sum = 0;
        int correct = 0;
        for (int i = 0; i < count; i++) {
            int from = i * classes;
            int label = labels[i];
            int guess = largest(from);
            correct += guess == label ? 1 : 0;
            double top = numbers[from + guess];
            double total = exponentiate(from, top);
            double logTotal = Math.log(total);
            for (int c = 0; c < classes; c++) {
                double target = even + (c == label ? 1 - smoothing : 0);
                if (target > 0) {
                    sum -= target * Math.max(numbers[from + c] - top - logTotal, LOG_OF_LEAST);
                }
                numbers[from + c] = (float) ((exponentials[c] / total - target) / count);
            }
        }
        gradient.put(0, numbers, 0, count * classes);
        return new StepResult(sum / count, correct);
    }

    /** Turns the logits of {@code count} images into probabilities. */
    public void probabilities(FloatBuffer logits, int count, float[] probabilities, int offset) {
        take(logits, count);
        for (int i = 0; i < count; i++) {
            int from = i * classes;
            double total = exponentiate(from, numbers[from + largest(from)]);
            for (int c = 0; c < classes; c++) {
                probabilities[offset + from + c] = (float) (exponentials[c] / total);
            }
        }
    }

    private void take(FloatBuffer logits, int count) {
        int length = count * classes;
        if (numbers.length < length) {
            numbers = new float[length];
        }
        logits.get(0, numbers, 0, length);
    }

    private int largest(int from) {
        int largest = 0;
        for (int c = 1; c < classes; c++) {
            if (numbers[from + c] > numbers[from + largest]) {
                largest = c;
            }
        }
        return largest;
    }

    private double exponentiate(int from, double top) {
        double total = 0;
        for (int c = 0; c < classes; c++) {
            exponentials[c] = Math.exp(numbers[from + c] - top);
            total += exponentials[c];
        }
        return total;
    }
}
