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

    /** The least contrast of a page that is not empty. */
    private static final float LEAST_CONTRAST = 0.12f;

    /** The least brightness that paper is taken to have; what is darker than that holds only noise. */
    private static final float DARKEST_PAPER = 0.15f;

    /** The share of the strongest ink that is ink for certain. */
    private static final float FIRM = 0.4f;

    /** The share of all pixels that are stronger than what counts as the strongest ink. */
    private static final double STRONGEST = 0.0005;

    /** The number of bins of a histogram. */
    private static final int STEPS = 1024;

    /** The number of standard deviations of the paper's grain beyond which it is no grain any more. */
    private static final float NOISE = 6;

    /**
     * The ink of a picture. Morphological closing tells what the paper would look like without ink: everything dark and
     * narrow is painted over by its surroundings, while a shadow, which is broad, stays.
     *
     * @param light brightness, 0 to 1
     * @return nothing if there is no ink
     */
    static Optional<Ink> of(GrayImage light) {
        GrayImage smooth = Math.min(light.width(), light.height()) > 150 ? light.mean(3) : light;
        int size = Math.max(3, (int) (BROADEST_STROKE * Math.min(light.width(), light.height())));
        GrayImage paper = isDarkOnLight(smooth, size) ? smooth : negative(smooth);
        GrayImage ink = missing(paper, paper.closed(size));
        float strongest = quantile(ink, 1 - STRONGEST);
        float none = quantile(ink, 0.5);
        GrayImage deviations = new GrayImage(ink.width(), ink.height());
        for (int i = 0; i < deviations.values().length; i++) {
            deviations.values()[i] = Math.abs(ink.values()[i] - none);
        }
        float grain = none + NOISE * 1.4826f * quantile(deviations, 0.5);
        float threshold = Math.max(FIRM * strongest, Math.min(grain, 0.7f * strongest));
        return strongest < LEAST_CONTRAST ? Optional.empty() : Optional.of(new Ink(ink, threshold));
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

    /**
     * Whether the ink is dark: what differs most from its surroundings is then darker than they are, not lighter. How far the
     * surroundings reach depends on the breadth of the strokes, which is not known: of three sizes the one counts whose
     * differences are most skewed.
     */
    private static boolean isDarkOnLight(GrayImage light, int size) {
        double most = 0;
        for (int reach = 2 * size; reach >= Math.max(3, 2 * size / 16); reach /= 4) {
            double skewness = skewness(light, light.mean(reach));
            most = Math.abs(skewness) > Math.abs(most) ? skewness : most;
        }
        return most <= 0;
    }

    /** The skewness of the differences of two pictures: their third moment by the cube of the root of their second. */
    private static double skewness(GrayImage a, GrayImage b) {
        double second = 0;
        double third = 0;
        int count = a.values().length;
        for (int i = 0; i < count; i++) {
            double difference = a.values()[i] - b.values()[i];
            second += difference * difference / count;
            third += difference * difference * difference / count;
        }
        return second == 0 ? 0 : third / Math.pow(second, 1.5);
    }
}
