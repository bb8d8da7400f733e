package org.mnist.eval;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** A confusion matrix: how often each class was taken for each class. */
public final class ConfusionMatrix {
    private final int[][] counts;

    /** A matrix of so many classes, all counts 0. */
    ConfusionMatrix(int classes) {
        counts = new int[classes][classes];
    }

    /** Counts one image. */
    void add(int actual, int predicted) {
        counts[actual][predicted]++;
    }

    /** How many classes there are. */
    public int classes() {
        return counts.length;
    }

    /** The counts: row actual, column predicted. */
    public int[][] counts() {
        int[][] copy = new int[counts.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = counts[i].clone();
        }
        return copy;
    }

    /** The number of images that were taken for what they are. */
    public int correct() {
        int correct = 0;
        for (int i = 0; i < counts.length; i++) {
            correct += counts[i][i];
        }
        return correct;
    }

    /** The share of the images taken for a class that are of it; empty if none was. */
    public OptionalDouble precision(int label) {
        int taken = taken(label);
        return taken == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) counts[label][label] / taken);
    }

    /** The share of the images of a class that were taken for it; empty if there is none. */
    public OptionalDouble recall(int label) {
        int there = images(label);
        return there == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) counts[label][label] / there);
    }

    /** The harmonic mean of precision and recall; empty if there is neither an image of the class nor one taken for it. */
    public OptionalDouble f1(int label) {
        int either = images(label) + taken(label);
        return either == 0 ? OptionalDouble.empty() : OptionalDouble.of(2.0 * counts[label][label] / either);
    }

    /** How many images of a class there are. */
    public int images(int label) {
        return IntStream.of(counts[label]).sum();
    }

    private int taken(int label) {
        return Arrays.stream(counts).mapToInt(row -> row[label]).sum();
    }
}
