package org.mnist.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.mnist.base.Seeds;
import org.mnist.config.Augmentation;
import org.mnist.network.Shape;

/**
 * Changes images at random: all changes of place are one map from each pixel to where it comes from, affine and then
 * elastic, and the image is read there with bilinear interpolation; outside there is background. What becomes of an image
 * is a function of the seed, the epoch and the image only. Lengths in pixels are those of images of
 * {@link Augmentation#SIDE} rows and columns, and grow with the image. For one thread.
 */
public final class Augmenter {
    /** Background around the image, so that reading a little outside needs no test. */
    private static final int BORDER = 2;

    /** Cells of the elastic field along a side, and how many control points that takes. */
    private static final int CELLS = 4;

    private static final int KNOTS = CELLS + 3;

    /** A uniform cubic B-spline keeps this share of its control points' standard deviation, along each of two axes. */
    private static final double SPLINE_SIGMA = 151.0 / 315;

    private final Augmentation augmentation;
    private final long seed;
    private final int epoch;
    private final int channels;
    private final int height;
    private final int width;
    private final float centreX;
    private final float centreY;
    private final int stride;
    private final float[] weightsX;
    private final float[] weightsY;
    private final float[] padded;
    private final float[] knots = new float[2 * KNOTS * KNOTS];
    private final float[] row = new float[2 * KNOTS];

    /**
     * The changes of one epoch.
     *
     * @param augmentation what may change, and how far
     * @param seed the seed of the run
     * @param epoch which epoch, from 1
     * @param image the shape of the images
     */
    public Augmenter(Augmentation augmentation, long seed, int epoch, Shape image) {
        this.augmentation = augmentation;
        this.seed = seed;
        this.epoch = epoch;
        this.channels = image.channels();
        this.height = image.height();
        this.width = image.width();
        this.centreX = (width - 1) / 2f;
        this.centreY = (height - 1) / 2f;
        this.stride = width + 2 * BORDER;
        this.weightsX = splineWeights(width);
        this.weightsY = splineWeights(height);
        this.padded = new float[stride * (height + 2 * BORDER)];
    }

    /** Writes image {@code i}, changed and scaled to 0..1, into {@code target} from {@code offset} on. */
    public void copy(Images images, int i, float[] target, int offset) {
        SplittableRandom random = Seeds.generator(seed, "augmentation", epoch, i);
        double angle = Math.toRadians(either(random, augmentation.rotation()));
        double lean = Math.toRadians(either(random, augmentation.shear()));
        double zoomX = 1 + either(random, augmentation.zoom());
        double zoomY = 1 + either(random, augmentation.zoom());
        double shiftX = width * either(random, augmentation.shift());
        double shiftY = height * either(random, augmentation.shift());
        double crop =
                random.nextDouble() < augmentation.cropShare() ? augmentation.crop() / (double) Augmentation.SIDE : 1;
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
        float aspect = centreY / centreX;
        float x0 = (float) (centreX + shiftX - (xx + xy * aspect) * centreX);
        float y0 = (float) (centreY + shiftY - (yx / aspect + yy) * centreY);
        if (augmentation.elastic() > 0) {
            drawKnots(random);
        }
        for (int channel = 0; channel < channels; channel++) {
            images.copy(i, channel, padded, BORDER * stride + BORDER, stride);
            for (int y = 0; y < height; y++) {
                float fromX = x0 + xy * y;
                float fromY = y0 + yy * y;
                int at = offset + (channel * height + y) * width;
                if (augmentation.elastic() > 0) {
                    warpRow(y, fromX, fromY, xx, yx, target, at);
                } else {
                    for (int x = 0; x < width; x++) {
                        target[at + x] = read(fromX + xx * x, fromY + yx * x);
                    }
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

    /** The image at a point, between its pixels. */
    private float read(float x, float y) {
        float insideX = Math.min(width, Math.max(-1, x));
        float insideY = Math.min(height, Math.max(-1, y));
        int column = (int) (insideX + BORDER); // positive, so this rounds down
        int line = (int) (insideY + BORDER);
        float right = insideX + BORDER - column;
        float down = insideY + BORDER - line;
        int at = line * stride + column;
        float above = padded[at] + right * (padded[at + 1] - padded[at]);
        float below = padded[at + stride] + right * (padded[at + stride + 1] - padded[at + stride]);
        return above + down * (below - above);
    }

    /** Draws the control points: for each row of them first all that move along x, then all that move along y. */
    private void drawKnots(SplittableRandom random) {
        double range = augmentation.elastic() * Math.sqrt(3) / SPLINE_SIGMA;
        for (int k = 0; k < knots.length; k++) {
            int side = k / KNOTS % 2 == 0 ? width : height;
            knots[k] = (float) (either(random, range) * (side / (double) Augmentation.SIDE));
        }
    }

    private void warpRow(int y, float fromX, float fromY, float stepX, float stepY, float[] target, int at) {
        int above = y * CELLS / height * 2 * KNOTS;
        int weight = y * 4;
        for (int k = 0; k < row.length; k++) {
            row[k] = weightsY[weight] * knots[above + k]
                    + weightsY[weight + 1] * knots[above + 2 * KNOTS + k]
                    + weightsY[weight + 2] * knots[above + 4 * KNOTS + k]
                    + weightsY[weight + 3] * knots[above + 6 * KNOTS + k];
        }
        for (int x = 0; x < width; x++) {
            int k = x * CELLS / width;
            target[at + x] = read(fromX + stepX * x + spline(x * 4, k), fromY + stepY * x + spline(x * 4, KNOTS + k));
        }
    }

    private float spline(int weight, int k) {
        return weightsX[weight] * row[k]
                + weightsX[weight + 1] * row[k + 1]
                + weightsX[weight + 2] * row[k + 2]
                + weightsX[weight + 3] * row[k + 3];
    }

    /** The four weights of each place along a side. */
    private static float[] splineWeights(int side) {
        double spacing = side / (double) CELLS;
        float[] weights = new float[side * 4];
        for (int i = 0; i < side; i++) {
            int cell = i * CELLS / side;
            double t = (i - cell * spacing + 0.5) / spacing;
            weights[i * 4] = (float) (Math.pow(1 - t, 3) / 6);
            weights[i * 4 + 1] = (float) ((3 * t * t * t - 6 * t * t + 4) / 6);
            weights[i * 4 + 2] = (float) ((-3 * t * t * t + 3 * t * t + 3 * t + 1) / 6);
            weights[i * 4 + 3] = (float) (t * t * t / 6);
        }
        return weights;
    }

    private void cutOut(SplittableRandom random, float[] target, int offset) {
        int rows = scaled(augmentation.cutout(), height);
        int columns = scaled(augmentation.cutout(), width);
        int top = random.nextInt(height) - rows / 2;
        int left = random.nextInt(width) - columns / 2;
        int from = Math.max(0, left);
        int to = Math.min(width, left + columns);
        for (int channel = 0; channel < channels; channel++) {
            for (int y = Math.max(0, top); y < Math.min(height, top + rows); y++) {
                int at = offset + (channel * height + y) * width;
                Arrays.fill(target, at + from, at + to, 0);
            }
        }
    }

    private static int scaled(int pixels, int side) {
        return (int) Math.round(pixels * (side / (double) Augmentation.SIDE));
    }
}
