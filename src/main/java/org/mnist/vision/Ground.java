package org.mnist.vision;

/**
 * The ground of a picture.
 *
 * @param light whether it is light, and the ink on it dark, or the other way round
 * @param cutOut whether the picture seems to be cut out around a digit, so that ink reaches its border
 */
record Ground(boolean light, boolean cutOut) {
    /** The share of a picture's outermost pixels that are of one kind where a digit lies within a margin. */
    private static final double MARGIN = 0.92;

    /** The separability of a picture of two colours with nothing between them but soft edges. */
    static final double TWO_COLOURS = 0.8;

    /** The ratio of the sides of a picture that is cut out around a 1, which may be mostly ink. */
    private static final double NARROW = 0.5;

    /** The skewness of thin strokes, of which a digit that fills its picture has less. */
    private static final double SKEWED = 2;

    /** The share of a picture that is ink where it is cut out around a digit, at least. */
    private static final double CUT_OUT = 0.15;

    /** The share of a picture's pixels below which a piece is a speck. */
    private static final double SPECK = 0.005;

    /**
     * The ground of a picture.
     *
     * @param light brightness, 0 to 1
     * @param size how far, in pixels, the surroundings of ink reach, at least
     */
    static Ground of(GrayImage light, int size) {
        Otsu otsu = Otsu.of(light);
        double skewness = skewness(light, size);
        if (otsu.separability() < TWO_COLOURS) {
            return new Ground(skewness <= 0, false);
        }
        double border = darkBorder(light, otsu.threshold());
        if (border < 1 - MARGIN || border > MARGIN) {
            return new Ground(border < 0.5, false);
        }
        if (Math.abs(skewness) > SKEWED) {
            return new Ground(skewness <= 0, false); // the two colours are light and shadow
        }
        double share = darkShare(light, otsu.threshold());
        boolean narrow = (double) light.width() / light.height() < NARROW;
        int fewer = Integer.compare(pieces(light, otsu.threshold(), true), pieces(light, otsu.threshold(), false));
        boolean dark = fewer == 0 ? narrow || share < 0.5 : fewer < 0;
        return new Ground(dark, Math.min(share, 1 - share) > CUT_OUT);
    }

    /**
     * The number of pieces that the dark or the light pixels fall into, but for specks. Ink is written in one piece or two;
     * what is left of the paper where a picture ends close around it are corners and holes.
     */
    private static int pieces(GrayImage light, float threshold, boolean dark) {
        boolean[] mask = new boolean[light.values().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = light.values()[i] < threshold == dark;
        }
        return (int) ConnectedComponent.of(new Mask(light.width(), light.height(), mask)).stream()
                .filter(piece -> piece.pixels().length >= SPECK * mask.length)
                .count();
    }

    private static double darkBorder(GrayImage light, float threshold) {
        int dark = 0;
        for (int x = 0; x < light.width(); x++) {
            dark += (light.at(x, 0) < threshold ? 1 : 0) + (light.at(x, light.height() - 1) < threshold ? 1 : 0);
        }
        for (int y = 0; y < light.height(); y++) {
            dark += (light.at(0, y) < threshold ? 1 : 0) + (light.at(light.width() - 1, y) < threshold ? 1 : 0);
        }
        return dark / (2.0 * (light.width() + light.height()));
    }

    private static double darkShare(GrayImage light, float threshold) {
        int dark = 0;
        for (float value : light.values()) {
            dark += value < threshold ? 1 : 0;
        }
        return (double) dark / light.values().length;
    }

    /**
     * Which way the differences from the surroundings are skewed: what differs most is ink, so below 0 ink is dark. How far the
     * surroundings reach depends on the breadth of the strokes, which is not known: of three sizes the one counts whose
     * differences are most skewed.
     */
    private static double skewness(GrayImage light, int size) {
        double most = 0;
        for (int reach = 2 * size; reach >= Math.max(3, 2 * size / 16); reach /= 4) {
            double skewness = skewness(light, light.mean(reach));
            most = Math.abs(skewness) > Math.abs(most) ? skewness : most;
        }
        return most;
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
