package org.mnist.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;

/**
 * A picture brought to the size that a network takes. Along a side that gets shorter, each pixel is the mean of the area that
 * it covers; along one that gets longer, it lies on the line between its two neighbours; of the same size, all numbers are
 * as they were. What is transparent shows white behind.
 */
public final class ScaledPicture {
    private static final float WHITE = 255;

    private final boolean grey;
    private final float[][] planes;

    private ScaledPicture(boolean grey, float[][] planes) {
        this.grey = grey;
        this.planes = planes;
    }

    /**
     * Scales a picture; its form becomes that of the new size.
     *
     * @param height rows that it gets
     * @param width columns that it gets
     */
    public static ScaledPicture of(BufferedImage picture, int height, int width) {
        Rows rows = Rows.of(picture);
        Weights across = new Weights(picture.getWidth(), width);
        Weights down = new Weights(picture.getHeight(), height);
        float[][] planes = new float[rows.channels()][height * width];
        float[] row = new float[width];
        int first = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            rows.read(y);
            while (down.end(first) <= y) {
                first++;
            }
            for (int channel = 0; channel < planes.length; channel++) {
                across.apply(rows.values[channel], row);
                for (int to = first; to < height && down.start(to) <= y; to++) {
                    float weight = down.weight(to, y);
                    for (int x = 0; x < width; x++) {
                        planes[channel][to * width + x] += weight * row[x];
                    }
                }
            }
        }
        return new ScaledPicture(rows.grey, planes);
    }

    /** Whether each pixel was some grey: red, green and blue alike. */
    public boolean isGrey() {
        return grey;
    }

    /** The numbers of one channel, row by row: the brightness by ITU-R BT.601 where there are colours. */
    public byte[] grey() {
        byte[] values = new byte[planes[0].length];
        for (int i = 0; i < values.length; i++) {
            values[i] = grey
                    ? rounded(planes[0][i])
                    : rounded(0.299f * planes[0][i] + 0.587f * planes[1][i] + 0.114f * planes[2][i]);
        }
        return values;
    }

    /** The numbers of three channels, red, green and blue, each row by row. */
    public byte[] colours() {
        int size = planes[0].length;
        byte[] values = new byte[3 * size];
        for (int channel = 0; channel < 3; channel++) {
            float[] plane = planes[grey ? 0 : channel];
            for (int i = 0; i < size; i++) {
                values[channel * size + i] = rounded(plane[i]);
            }
        }
        return values;
    }

    private static byte rounded(float value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }

    /** What each place along a new side takes from places along the old one. */
    private static final class Weights {
        private final int[] starts;
        private final float[][] weights;

        Weights(int from, int to) {
            starts = new int[to];
            weights = new float[to][];
            double step = (double) from / to;
            for (int i = 0; i < to; i++) {
                if (step > 1) {
                    mean(i, i * step, Math.min(from, (i + 1) * step));
                } else {
                    between(i, Math.max(0, Math.min(from - 1.0, (i + 0.5) * step - 0.5)), from);
                }
            }
        }

        private void mean(int i, double left, double right) {
            starts[i] = (int) left;
            int end = (int) Math.ceil(right);
            weights[i] = new float[end - starts[i]];
            for (int k = starts[i]; k < end; k++) {
                weights[i][k - starts[i]] = (float) ((Math.min(right, k + 1.0) - Math.max(left, k)) / (right - left));
            }
        }

        private void between(int i, double at, int from) {
            starts[i] = (int) at;
            float share = (float) (at - starts[i]);
            weights[i] = share == 0 || starts[i] + 1 == from ? new float[] {1} : new float[] {1 - share, share};
        }

        int start(int i) {
            return starts[i];
        }

        int end(int i) {
            return starts[i] + weights[i].length;
        }

        float weight(int i, int at) {
            return at < end(i) ? weights[i][at - starts[i]] : 0;
        }

        void apply(float[] from, float[] to) {
            for (int i = 0; i < to.length; i++) {
                float sum = 0;
                for (int k = 0; k < weights[i].length; k++) {
                    sum += weights[i][k] * from[starts[i] + k];
                }
                to[i] = sum;
            }
        }
    }

    /** The rows of a picture, one after the other, as numbers from 0 to 255 over white. */
    private abstract static class Rows {
        final BufferedImage picture;
        final float[][] values;
        boolean grey = true;

        Rows(BufferedImage picture, int channels) {
            this.picture = picture;
            values = new float[channels][picture.getWidth()];
        }

        /** Java takes plain grey for linear light and would brighten it, so samples are read as they are where that can be. */
        static Rows of(BufferedImage picture) {
            ColorModel model = picture.getColorModel();
            boolean plain = model instanceof ComponentColorModel
                    && (model.getTransferType() == DataBuffer.TYPE_BYTE
                            || model.getTransferType() == DataBuffer.TYPE_USHORT)
                    && (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                            || model.getColorSpace().isCS_sRGB());
            return plain ? new Samples(picture) : new Converted(picture);
        }

        int channels() {
            return values.length;
        }

        abstract void read(int y);
    }

    private static final class Samples extends Rows {
        private final int bands;
        private final boolean alpha;
        private final float[] largest;
        private int[] samples;

        Samples(BufferedImage picture) {
            super(picture, picture.getColorModel().getNumColorComponents());
            ColorModel model = picture.getColorModel();
            bands = picture.getRaster().getNumBands();
            alpha = model.hasAlpha();
            largest = new float[bands];
            for (int band = 0; band < bands; band++) {
                largest[band] = (1 << model.getComponentSize(band)) - 1;
            }
            samples = new int[bands * picture.getWidth()];
        }

        @Override
        void read(int y) {
            samples = picture.getRaster().getPixels(0, y, picture.getWidth(), 1, samples);
            boolean multiplied = picture.isAlphaPremultiplied();
            int colours = channels();
            for (int x = 0; x < picture.getWidth(); x++) {
                float opaque = alpha ? samples[x * bands + colours] / largest[colours] : 1;
                for (int channel = 0; channel < colours; channel++) {
                    float value = WHITE * samples[x * bands + channel] / largest[channel];
                    values[channel][x] =
                            opaque == 1 ? value : (multiplied ? value : opaque * value) + (1 - opaque) * WHITE;
                }
                grey &= colours == 1
                        || (samples[x * bands] == samples[x * bands + 1]
                                && samples[x * bands] == samples[x * bands + 2]);
            }
        }
    }

    private static final class Converted extends Rows {
        private final int[] argb;

        Converted(BufferedImage picture) {
            super(picture, 3);
            argb = new int[picture.getWidth()];
        }

        @Override
        void read(int y) {
            picture.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
            for (int x = 0; x < argb.length; x++) {
                float opaque = (argb[x] >>> 24) / WHITE;
                for (int channel = 0; channel < 3; channel++) {
                    int value = argb[x] >> (16 - 8 * channel) & 0xff;
                    values[channel][x] = opaque == 1 ? value : opaque * value + (1 - opaque) * WHITE;
                }
                grey &= (argb[x] >> 16 & 0xff) == (argb[x] >> 8 & 0xff) && (argb[x] >> 8 & 0xff) == (argb[x] & 0xff);
            }
        }
    }
}
