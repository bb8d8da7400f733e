package org.mnist.eval;

import java.util.ArrayList;
import java.util.List;
import org.mnist.base.Check;

/**
 * The calibration of a model: whether its answers are right as often as it is sure of them. The images are put into bins of
 * equal width by the probability of the class that each was taken for (Guo et al., On Calibration of Modern Neural Networks,
 * 2017).
 *
 * @param bins into how many parts 0 to 1 is cut
 * @param ece expected calibration error, 0 to 1: the mean over the images of the distance between the accuracy of an image's
 *     bin and its mean confidence
 * @param confidence mean probability of the class that an image was taken for, 0 to 1
 * @param filled the bins that have images, in rising order
 */
public record Calibration(int bins, double ece, double confidence, List<Bin> filled) {
    /** The number of bins that is usual. */
    public static final int BINS = 15;

    /** Checks that each figure is one. */
    public Calibration {
        Check.range("the number of bins", bins, 1, 1000);
        Check.that(filled.size() <= bins, "there are " + filled.size() + " of " + bins + " bins");
        Check.share("the calibration error", ece);
        Check.share("the mean confidence", confidence);
        filled = List.copyOf(filled);
        for (int i = 1; i < filled.size(); i++) {
            Check.that(filled.get(i - 1).high() <= filled.get(i).low(), "the bins are not in rising order");
        }
    }

    /**
     * The images of a bin.
     *
     * @param low the least confidence in it
     * @param high the confidence that it ends below; the last ends at 1
     * @param images how many there are, at least 1
     * @param confidence their mean confidence, 0 to 1
     * @param accuracy the share of them that were right, 0 to 1
     */
    public record Bin(double low, double high, int images, double confidence, double accuracy) {
        /** Checks that each figure is one. */
        public Bin {
            Check.share("the lower end of a bin", low);
            Check.share("the upper end of a bin", high);
            Check.that(low < high, "a bin begins at " + low + " and ends at " + high);
            Check.range("the images of a bin", images, 1, Integer.MAX_VALUE);
            Check.share("the confidence of a bin", confidence);
            Check.share("the accuracy of a bin", accuracy);
        }
    }

    /** How often each confidence came, and how often it was right. */
    static final class Counter {
        private final int[] images = new int[BINS];
        private final int[] correct = new int[BINS];
        private final double[] confidence = new double[BINS];

        /** Counts an image; a confidence that is no number, or rounded beyond 1, goes to the nearest end. */
        void add(double sure, boolean right) {
            double share = Double.isNaN(sure) ? 0 : Math.max(0, Math.min(1, sure));
            int bin = Math.min(BINS - 1, (int) (share * BINS));
            images[bin]++;
            correct[bin] += right ? 1 : 0;
            confidence[bin] += share;
        }

        /** The calibration of what was counted, at least one image. */
        Calibration counted() {
            int all = 0;
            double sum = 0;
            double apart = 0;
            List<Bin> filled = new ArrayList<>();
            for (int bin = 0; bin < BINS; bin++) {
                all += images[bin];
                sum += confidence[bin];
                apart += Math.abs(correct[bin] - confidence[bin]);
                if (images[bin] > 0) {
                    filled.add(new Bin(
                            (double) bin / BINS,
                            (bin + 1.0) / BINS,
                            images[bin],
                            Math.min(1, confidence[bin] / images[bin]),
                            (double) correct[bin] / images[bin]));
                }
            }
            return new Calibration(BINS, Math.min(1, apart / all), Math.min(1, sum / all), filled);
        }
    }
}
