package org.mnist.eval;

import java.util.OptionalDouble;

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
        int taken = 0;
        for (int[] row : counts) {
            taken += row[label];
        }
        return taken == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) counts[label][label] / taken);
    }

    /** The share of the images of a class that were taken for it; empty if there is none. */
    public OptionalDouble recall(int label) {
        int there = 0;
        for (int count : counts[label]) {
            there += count;
        }
        return there == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) counts[label][label] / there);
    }
}
