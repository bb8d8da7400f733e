package org.mnist.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.mnist.base.Seeds;
import org.mnist.config.Augmentation;

/**
 * Changes images at random: all changes of place are one map from each pixel to where it comes from, affine and then
 * elastic, and the image is read there with bilinear interpolation; outside there is background. What becomes of an image
 * is a function of the seed, the epoch and the image only. For one thread.
 */
public final class Augmenter {
    private static final int SIDE = Images.SIDE;
    private static final float CENTRE = (SIDE - 1) / 2f;

    /** Background around the image, so that reading a little outside needs no test. */
    private static final int BORDER = 2;

    private static final int STRIDE = SIDE + 2 * BORDER;

    /** Pixels between the control points of the elastic field, and how many there are along a side. */
    private static final int SPACING = 7;

    private static final int KNOTS = SIDE / SPACING + 3;

    /** A uniform cubic B-spline keeps this share of its control points' standard deviation, along each of two axes. */
    private static final double SPLINE_SIGMA = 151.0 / 315;

    private static final float[] WEIGHTS = splineWeights();

    private final Augmentation augmentation;
    private final long seed;
    private final int epoch;
    private final float[] padded = new float[STRIDE * STRIDE];
    private final float[] knots = new float[2 * KNOTS * KNOTS];
    private final float[] row = new float[2 * KNOTS];

    /**
     * The changes of one epoch.
     *
     * @param augmentation what may change, and how far
     * @param seed the seed of the run
     * @param epoch which epoch, from 1
     */
    public Augmenter(Augmentation augmentation, long seed, int epoch) {
        this.augmentation = augmentation;
        this.seed = seed;
        this.epoch = epoch;
    }

    /** Writes image {@code i}, changed and scaled to 0..1, into {@code target} from {@code offset} on. */
    public void copy(Images images, int i, float[] target, int offset) {
        SplittableRandom random = Seeds.generator(seed, "augmentation", epoch, i);
        double angle = Math.toRadians(either(random, augmentation.rotation()));
        double lean = Math.toRadians(either(random, augmentation.shear()));
        double zoomX = 1 + either(random, augmentation.zoom());
        double zoomY = 1 + either(random, augmentation.zoom());
        double shiftX = SIDE * either(random, augmentation.shift());
        double shiftY = SIDE * either(random, augmentation.shift());
        double crop = random.nextDouble() < augmentation.cropShare() ? augmentation.crop() / (double) SIDE : 1;
        if (augmentation.flip() > 0 && random.nextDouble() < augmentation.flip()) {
            zoomX = -zoomX;
        }
        // Where a pixel comes from, seen from the centre: zoomed, sheared, rotated, shifted.
        double sin = Math.sin(angle);
        double cos = Math.cos(angle);
        double shear = Math.tan(lean);
        float xx = (float) (crop * zoomX * cos);
        float xy = (float) (crop * zoomY * (shear * cos - sin));
        float yx = (float) (crop * zoomX * sin);
        float yy = (float) (crop * zoomY * (shear * sin + cos));
        float x0 = (float) (CENTRE + shiftX - (xx + xy) * CENTRE);
        float y0 = (float) (CENTRE + shiftY - (yx + yy) * CENTRE);
        pad(images, i);
        if (augmentation.elastic() > 0) {
            drawKnots(random);
        }
        for (int y = 0; y < SIDE; y++) {
            float fromX = x0 + xy * y;
            float fromY = y0 + yy * y;
            int at = offset + y * SIDE;
            if (augmentation.elastic() > 0) {
                warpRow(y, fromX, fromY, xx, yx, target, at);
            } else {
                for (int x = 0; x < SIDE; x++) {
                    target[at + x] = read(fromX + xx * x, fromY + yx * x);
                }
            }
        }
        if (augmentation.cutout() > 0) {
            cutOut(random, target, offset);
        }
    }

    /** Copies images changed. */
    Batch.Copier of(Images images) {
        return (i, target, offset) -> copy(images, i, target, offset);
    }

    private static double either(SplittableRandom random, double range) {
        return range * (2 * random.nextDouble() - 1);
    }

    private void pad(Images images, int i) {
        images.copy(i, padded, BORDER * STRIDE + BORDER, STRIDE);
    }

    /** The image at a point, between its pixels. */
    private float read(float x, float y) {
        float insideX = Math.min(SIDE, Math.max(-1, x));
        float insideY = Math.min(SIDE, Math.max(-1, y));
        int column = (int) (insideX + BORDER); // positive, so this rounds down
        int line = (int) (insideY + BORDER);
        float right = insideX + BORDER - column;
        float down = insideY + BORDER - line;
        int at = line * STRIDE + column;
        float above = padded[at] + right * (padded[at + 1] - padded[at]);
        float below = padded[at + STRIDE] + right * (padded[at + STRIDE + 1] - padded[at + STRIDE]);
        return above + down * (below - above);
    }

    private void drawKnots(SplittableRandom random) {
        double range = augmentation.elastic() * Math.sqrt(3) / SPLINE_SIGMA;
        for (int k = 0; k < knots.length; k++) {
            knots[k] = (float) either(random, range);
        }
    }

    private void warpRow(int y, float fromX, float fromY, float stepX, float stepY, float[] target, int at) {
        int above = y / SPACING * 2 * KNOTS;
        int weight = y * 4;
        for (int k = 0; k < row.length; k++) {
            row[k] = WEIGHTS[weight] * knots[above + k]
                    + WEIGHTS[weight + 1] * knots[above + 2 * KNOTS + k]
                    + WEIGHTS[weight + 2] * knots[above + 4 * KNOTS + k]
                    + WEIGHTS[weight + 3] * knots[above + 6 * KNOTS + k];
        }
        for (int x = 0; x < SIDE; x++) {
            int k = x / SPACING;
            target[at + x] = read(fromX + stepX * x + spline(x * 4, k), fromY + stepY * x + spline(x * 4, KNOTS + k));
        }
    }

    private float spline(int weight, int k) {
        return WEIGHTS[weight] * row[k]
                + WEIGHTS[weight + 1] * row[k + 1]
                + WEIGHTS[weight + 2] * row[k + 2]
                + WEIGHTS[weight + 3] * row[k + 3];
    }

    /** The four weights of each place along a side. */
    private static float[] splineWeights() {
        float[] weights = new float[SIDE * 4];
        for (int i = 0; i < SIDE; i++) {
            double t = (i % SPACING + 0.5) / SPACING;
            weights[i * 4] = (float) (Math.pow(1 - t, 3) / 6);
            weights[i * 4 + 1] = (float) ((3 * t * t * t - 6 * t * t + 4) / 6);
            weights[i * 4 + 2] = (float) ((-3 * t * t * t + 3 * t * t + 3 * t + 1) / 6);
            weights[i * 4 + 3] = (float) (t * t * t / 6);
        }
        return weights;
    }

    private void cutOut(SplittableRandom random, float[] target, int offset) {
        int half = augmentation.cutout() / 2;
        int top = random.nextInt(SIDE) - half;
        int left = random.nextInt(SIDE) - half;
        int from = Math.max(0, left);
        int to = Math.min(SIDE, left + augmentation.cutout());
        for (int y = Math.max(0, top); y < Math.min(SIDE, top + augmentation.cutout()); y++) {
            Arrays.fill(target, offset + y * SIDE + from, offset + y * SIDE + to, 0);
        }
    }
}
