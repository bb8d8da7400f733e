package org.mnist.vision;

import java.util.Optional;

/**
 * The ink in each pixel of a picture, whatever light fell on the paper.
 *
 * @param amount ink in each pixel, 0 to 1
 * @param threshold least amount that is ink and not the grain of the paper
 */
record Ink(GrayImage amount, float threshold) {
    /** The breadth of the broadest stroke, as a share of the picture's shorter side. */
    private static final double BROADEST_STROKE = 0.3;

    /** The same as a share of the longer side: in a picture cut out around it, a 1 is all that there is. */
    private static final double BROADEST_OF_NARROW = 0.25;

    /** The same of a picture that is cut out around a digit, whose own holes show what the ground is like. */
    private static final double BROADEST_CUT_OUT = 0.5;

    /** The least contrast of a page that is not empty. */
    private static final float LEAST_CONTRAST = 0.12f;

    /** The least brightness that paper is taken to have; what is darker than that holds only noise. */
    private static final float DARKEST_PAPER = 0.15f;

    /** The share of the strongest ink that is ink for certain. */
    private static final float FIRM = 0.4f;

    /** The share of all pixels that are stronger than what counts as the strongest ink. */
    private static final double STRONGEST = 0.0005;

    /** The number of such pixels, at most: a small digit on a large page has no more. */
    private static final double FEWEST = 250;

    /** The number of bins of a histogram. */
    private static final int STEPS = 1024;

    /** The number of standard deviations of the paper's grain beyond which it is no grain any more. */
    private static final float NOISE = 6;

    /**
     * The ink of a picture. Morphological closing tells what the paper would look like without ink: everything dark and
     * narrow is painted over by its surroundings, while a shadow, which is broad, stays.
     *
     * @param light brightness, 0 to 1
     * @return nothing if there is no ink: nothing that is much darker than the paper, or that stands out of its grain
     */
    static Optional<Ink> of(GrayImage light) {
        GrayImage smooth = Math.min(light.width(), light.height()) > 150 ? light.mean(3) : light;
        int shorter = Math.min(light.width(), light.height());
        int longer = Math.max(light.width(), light.height());
        int size = Math.max(3, (int) Math.max(BROADEST_STROKE * shorter, BROADEST_OF_NARROW * longer));
        Ground ground = Ground.of(smooth, size);
        GrayImage paper = ground.light() ? smooth : negative(smooth);
        GrayImage ink = missing(
                paper, paper.closed(ground.cutOut() ? Math.max(size, (int) (BROADEST_CUT_OUT * longer)) : size));
        float strongest = quantile(ink, 1 - Math.min(STRONGEST, FEWEST / ink.values().length));
        float none = quantile(ink, 0.5);
        GrayImage deviations = new GrayImage(ink.width(), ink.height());
        for (int i = 0; i < deviations.values().length; i++) {
            deviations.values()[i] = Math.abs(ink.values()[i] - none);
        }
        float grain = none + NOISE * 1.4826f * quantile(deviations, 0.5);
        float threshold = Math.max(FIRM * strongest, Math.min(grain, 0.7f * strongest));
        boolean onlyGrain = strongest < grain && Otsu.of(ink).separability() < Ground.TWO_COLOURS;
        return strongest < LEAST_CONTRAST || onlyGrain ? Optional.empty() : Optional.of(new Ink(ink, threshold));
    }

    /** The value below which a share of all values lies, to a thousandth or so; all are 0 to 1. */
    private static float quantile(GrayImage image, double share) {
        int[] counts = new int[STEPS + 1];
        for (float value : image.values()) {
            counts[Math.min(STEPS, (int) (STEPS * value))]++;
        }
        long left = (long) (share * image.values().length);
        int step = 0;
        while (left >= counts[step]) {
            left -= counts[step++];
        }
        return (float) step / STEPS;
    }

    /** The share of the light that does not come back from where the paper would send it. */
    private static GrayImage missing(GrayImage light, GrayImage paper) {
        GrayImage missing = new GrayImage(light.width(), light.height());
        for (int i = 0; i < missing.values().length; i++) {
            float white = Math.max(DARKEST_PAPER, paper.values()[i]);
            missing.values()[i] = Math.max(0, paper.values()[i] - light.values()[i]) / white;
        }
        return missing;
    }

    /** Dark as light, and light as dark. */
    private static GrayImage negative(GrayImage light) {
        GrayImage negative = new GrayImage(light.width(), light.height());
        for (int i = 0; i < negative.values().length; i++) {
            negative.values()[i] = 1 - light.values()[i];
        }
        return negative;
    }
}
