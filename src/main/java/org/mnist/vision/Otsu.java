package org.mnist.vision;

/**
 * The brightness that best tells the dark pixels of a picture from the light ones, by Otsu's method (IEEE Transactions SMC 9,
 * 1979).
 *
 * @param threshold the least brightness of light pixels, 0 to 1
 * @param separability the share of the variance that is between the two kinds: 1 for a picture of two colours
 */
record Otsu(float threshold, double separability) {
    private static final int STEPS = 256;

    /** The threshold of a picture. */
    static Otsu of(GrayImage light) {
        int[] counts = new int[STEPS];
        double sum = 0;
        double squares = 0;
        for (float value : light.values()) {
            int step = Math.max(0, Math.min(STEPS - 1, (int) (STEPS * value)));
            counts[step]++;
            sum += step;
            squares += (double) step * step;
        }
        int all = light.values().length;
        double variance = squares / all - sum / all * sum / all;
        double below = 0;
        double sumBelow = 0;
        double best = 0;
        int threshold = STEPS / 2;
        for (int step = 0; step < STEPS - 1; step++) {
            below += counts[step];
            sumBelow += (double) step * counts[step];
            double above = all - below;
            if (below > 0 && above > 0) {
                double difference = sumBelow / below - (sum - sumBelow) / above;
                double between = below / all * (above / all) * difference * difference;
                if (between > best) {
                    best = between;
                    threshold = step + 1;
                }
            }
        }
        return new Otsu((float) threshold / STEPS, variance == 0 ? 0 : best / variance);
    }
}
