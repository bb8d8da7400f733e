package org.mnist.vision;

/**
 * How much ink each pixel of a picture has, 0 to 1, whatever light fell on the paper.
 *
 * @param amount of ink
 * @param threshold from which on it is ink and not the grain of the paper
 */
record Ink(Plane amount, float threshold) {
    /** No stroke is broader than this share of the picture's shorter side. */
    private static final double BROADEST_STROKE = 0.3;

    /** Less contrast than this is an empty page. */
    private static final float LEAST_CONTRAST = 0.12f;

    /** Theme is not taken for darker than this: what is left is noise. */
    private static final float DARKEST_PAPER = 0.15f;

    /** This share of the strongest ink is ink for sure; it is measured where that share of the pixels is stronger. */
    private static final float FIRM = 0.4f;

    private static final double STRONGEST = 0.0005;

    private static final int STEPS = 1024;

    /** So many times the usual deviation of the paper is no grain any more. */
    private static final float NOISE = 6;

    /**
     * Finds it. What the paper would look like without ink is told by closing: everything dark and narrow is painted over
     * by its surroundings, while a shadow, which is broad, stays.
     *
     * @param light brightness, 0 to 1
     * @return null if there is no ink
     */
    static Ink of(Plane light) {
        Plane smooth = Math.min(light.width(), light.height()) > 150 ? light.mean(3) : light;
        int size = Math.max(3, (int) (BROADEST_STROKE * Math.min(light.width(), light.height())));
        Plane paper = isDarkOnLight(smooth, size) ? smooth : negative(smooth);
        Plane ink = missing(paper, paper.closed(size));
        float strongest = quantile(ink, 1 - STRONGEST);
        float none = quantile(ink, 0.5);
        Plane deviations = new Plane(ink.width(), ink.height());
        for (int i = 0; i < deviations.values().length; i++) {
            deviations.values()[i] = Math.abs(ink.values()[i] - none);
        }
        float grain = none + NOISE * 1.4826f * quantile(deviations, 0.5);
        float threshold = Math.max(FIRM * strongest, Math.min(grain, 0.7f * strongest));
        return strongest < LEAST_CONTRAST ? null : new Ink(ink, threshold);
    }

    /** The value that a share of all, which are 0 to 1, are below, to a thousandth or so. */
    private static float quantile(Plane plane, double share) {
        int[] counts = new int[STEPS + 1];
        for (float value : plane.values()) {
            counts[Math.min(STEPS, (int) (STEPS * value))]++;
        }
        long left = (long) (share * plane.values().length);
        int step = 0;
        while (left >= counts[step]) {
            left -= counts[step++];
        }
        return (float) step / STEPS;
    }

    /** The share of the light that does not come back from where the paper would send it. */
    private static Plane missing(Plane light, Plane paper) {
        Plane missing = new Plane(light.width(), light.height());
        for (int i = 0; i < missing.values().length; i++) {
            float white = Math.max(DARKEST_PAPER, paper.values()[i]);
            missing.values()[i] = Math.max(0, paper.values()[i] - light.values()[i]) / white;
        }
        return missing;
    }

    private static Plane negative(Plane light) {
        Plane negative = new Plane(light.width(), light.height());
        for (int i = 0; i < negative.values().length; i++) {
            negative.values()[i] = 1 - light.values()[i];
        }
        return negative;
    }

    /** Ink is the rarer of the two: what differs most from its surroundings is dark on light, and light on dark. */
    private static boolean isDarkOnLight(Plane light, int size) {
        Plane mean = light.mean(2 * size);
        double skew = 0;
        for (int i = 0; i < light.values().length; i++) {
            double difference = light.values()[i] - mean.values()[i];
            skew += difference * difference * difference;
        }
        return skew <= 0;
    }
}
