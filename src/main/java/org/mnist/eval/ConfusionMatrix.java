package org.mnist.eval;

import org.mnist.network.LayerSpec;

/** A confusion matrix: how often each digit was taken for each digit. */
public final class ConfusionMatrix {
    private final int[][] counts = new int[LayerSpec.CLASSES][LayerSpec.CLASSES];

    /** Counts one image. */
    void add(int actual, int predicted) {
        counts[actual][predicted]++;
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

    /** The share of the images taken for {@code digit} that are it; 0 if none was. */
    public double precision(int digit) {
        int taken = 0;
        for (int[] row : counts) {
            taken += row[digit];
        }
        return taken == 0 ? 0 : (double) counts[digit][digit] / taken;
    }

    /** The share of the images of {@code digit} that were taken for it; 0 if there is none. */
    public double recall(int digit) {
        int there = 0;
        for (int count : counts[digit]) {
            there += count;
        }
        return there == 0 ? 0 : (double) counts[digit][digit] / there;
    }
}
