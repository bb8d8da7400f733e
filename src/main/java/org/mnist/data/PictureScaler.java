package org.mnist.data;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;
import org.mnist.network.Shape;

/**
 * Brings pictures of any size to the shape of a data set's images. Each number becomes the mean of the area that it covers;
 * rows and columns are scaled apart from one another, so that the whole picture is seen. Colours become grey by ITU-R BT.601,
 * and grey becomes three equal channels. A picture of that shape already keeps its numbers.
 */
public final class PictureScaler {
    /** The share of a light picture's pixels that must be transparent for it to lie on black. */
    private static final double TRANSPARENT = 0.1;

    private PictureScaler() {}

    /**
     * The numbers of a picture, 0 to 255, channel by channel, row by row.
     *
     * @param picture upright; what is transparent is white, or black if all the rest is light
     * @param image the shape to bring it to
     */
    public static byte[] scaled(BufferedImage picture, Shape image) {
        boolean grey = picture.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        Rows rows = grey ? new GreyRows(picture) : new ColourRows(picture, image.channels());
        return scaled(rows, picture.getWidth(), picture.getHeight(), image);
    }

    /** Gives the rows of a picture. */
    private interface Rows {
        /** Writes a row of a channel, 0 to 255. */
        void read(int channel, int y, float[] row);
    }

    private static byte[] scaled(Rows rows, int width, int height, Shape image) {
        float[] row = new float[width];
        float[] across = new float[image.width()];
        byte[] pixels = new byte[image.size()];
        double step = (double) height / image.height();
        for (int channel = 0; channel < image.channels(); channel++) {
            int read = -1;
            for (int y = 0; y < image.height(); y++) {
                double top = y * step;
                double bottom = Math.min(height, top + step);
                float[] sum = new float[image.width()];
                for (int from = (int) top; from < bottom; from++) {
                    if (from != read) {
                        rows.read(channel, from, row);
                        shrink(row, across);
                        read = from;
                    }
                    float share = (float) ((Math.min(bottom, from + 1.0) - Math.max(top, from)) / step);
                    for (int x = 0; x < sum.length; x++) {
                        sum[x] += share * across[x];
                    }
                }
                int to = (channel * image.height() + y) * image.width();
                for (int x = 0; x < sum.length; x++) {
                    pixels[to + x] = (byte) Math.max(0, Math.min(255, Math.round(sum[x])));
                }
            }
        }
        return pixels;
    }

    /** The means of the parts of a row. */
    private static void shrink(float[] row, float[] means) {
        double step = (double) row.length / means.length;
        for (int x = 0; x < means.length; x++) {
            double left = x * step;
            double right = Math.min(row.length, left + step);
            double sum = 0;
            for (int from = (int) left; from < right; from++) {
                sum += (Math.min(right, from + 1.0) - Math.max(left, from)) * row[from];
            }
            means[x] = (float) (sum / step);
        }
    }

    /** Grey as it is stored: Java takes it for linear light and would brighten it. */
    private static final class GreyRows implements Rows {
        private final Raster raster;
        private final float largest;
        private final float opaque;
        private final boolean transparent;
        private final float ground;

        GreyRows(BufferedImage picture) {
            raster = picture.getRaster();
            largest = (float) ((1L << picture.getColorModel().getComponentSize(0)) - 1);
            transparent = picture.getColorModel().hasAlpha();
            opaque = transparent ? (float) ((1L << picture.getColorModel().getComponentSize(1)) - 1) : 1;
            ground = transparent ? ground() : 0;
        }

        private float ground() {
            Ground found = new Ground();
            float[] light = new float[raster.getWidth()];
            float[] alpha = new float[raster.getWidth()];
            for (int y = 0; y < raster.getHeight(); y++) {
                samples(0, y, light, largest);
                samples(1, y, alpha, opaque);
                for (int x = 0; x < light.length; x++) {
                    found.add(light[x], alpha[x]);
                }
            }
            return found.brightness();
        }

        @Override
        public void read(int channel, int y, float[] row) {
            samples(0, y, row, largest);
            if (transparent) {
                float[] alpha = new float[row.length];
                samples(1, y, alpha, opaque);
                for (int x = 0; x < row.length; x++) {
                    row[x] = alpha[x] * row[x] + (1 - alpha[x]) * ground;
                }
            }
            for (int x = 0; x < row.length; x++) {
                row[x] *= 255;
            }
        }

        private void samples(int band, int y, float[] row, float full) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, band, row);
            for (int x = 0; x < row.length; x++) {
                row[x] /= full;
            }
        }
    }

    /** Colours as a screen shows them. */
    private static final class ColourRows implements Rows {
        private final int[] argb;
        private final int width;
        private final boolean grey;
        private final float ground;

        ColourRows(BufferedImage picture, int channels) {
            BufferedImage copy =
                    new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_ARGB);
            Graphics2D pen = copy.createGraphics();
            pen.setComposite(AlphaComposite.Src);
            pen.drawImage(picture, 0, 0, null);
            pen.dispose();
            argb = ((DataBufferInt) copy.getRaster().getDataBuffer()).getData();
            width = picture.getWidth();
            grey = channels == 1;
            ground = picture.getColorModel().hasAlpha() ? ground() : 1;
        }

        private float ground() {
            Ground found = new Ground();
            for (int pixel : argb) {
                found.add(luma(pixel) / 255, (pixel >>> 24) / 255f);
            }
            return found.brightness();
        }

        @Override
        public void read(int channel, int y, float[] row) {
            for (int x = 0; x < width; x++) {
                int pixel = argb[y * width + x];
                float alpha = (pixel >>> 24) / 255f;
                float value = grey ? luma(pixel) : pixel >> 16 - 8 * channel & 0xff;
                row[x] = alpha * value + (1 - alpha) * 255 * ground;
            }
        }

        private static float luma(int rgb) {
            return 0.299f * (rgb >> 16 & 0xff) + 0.587f * (rgb >> 8 & 0xff) + 0.114f * (rgb & 0xff);
        }
    }

    /** What shows through where a picture is transparent: white under dark ink, black under light ink. */
    private static final class Ground {
        private double ink;
        private double opaque;
        private long pixels;

        /** Adds a pixel: its brightness and how opaque it is, both 0 to 1. */
        void add(float brightness, float alpha) {
            ink += alpha * brightness;
            opaque += alpha;
            pixels++;
        }

        float brightness() {
            return opaque > 0 && ink / opaque > 0.5 && opaque < (1 - TRANSPARENT) * pixels ? 0 : 1;
        }
    }
}
