package org.mnist.bench;

import java.util.List;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * What one architecture came to over several seeds.
 *
 * @param arch its name
 * @param parameters all of them, running statistics included
 * @param trainable those that are learned
 * @param engine which engine trained
 * @param precision number format
 * @param batch images a step
 * @param epochs trained from each seed
 * @param runs one for each seed
 */
public record Measurement(
        String arch,
        long parameters,
        long trainable,
        String engine,
        String precision,
        int batch,
        int epochs,
        List<Run> runs) {
    /**
     * One training.
     *
     * @param seed its seed
     * @param engine which engine trained
     * @param testAccuracy after the last epoch, 0 to 1
     * @param trainImagesPerSecond training images divided by the time of the steps
     * @param inferenceImagesPerSecond test images divided by the time of scoring them
     * @param secondsPerEpoch time of the steps of an epoch
     */
    public record Run(
            long seed,
            String engine,
            double testAccuracy,
            double trainImagesPerSecond,
            double inferenceImagesPerSecond,
            double secondsPerEpoch) {}

    /** Test accuracies, for their mean and spread. */
    public DescriptiveStatistics accuracies() {
        return new DescriptiveStatistics(
                runs.stream().mapToDouble(Run::testAccuracy).toArray());
    }

    /** Median of the training speeds. */
    public double trainImagesPerSecond() {
        return median(runs.stream().mapToDouble(Run::trainImagesPerSecond).toArray());
    }

    /** Median of the inference speeds. */
    public double inferenceImagesPerSecond() {
        return median(runs.stream().mapToDouble(Run::inferenceImagesPerSecond).toArray());
    }

    /** Median of the times of an epoch. */
    public double secondsPerEpoch() {
        return median(runs.stream().mapToDouble(Run::secondsPerEpoch).toArray());
    }

    private static double median(double[] values) {
        return new DescriptiveStatistics(values).getPercentile(50);
    }
}
