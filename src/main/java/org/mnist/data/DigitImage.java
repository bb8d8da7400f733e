package org.mnist.data;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.mnist.failure.Failure;

/**
 * Makes of an image file of any size what the MNIST images are: light ink on a dark ground, cropped, scaled so that the
 * longer side is 20 pixels, and placed so that the centre of its mass is pixel (14, 14) of 28 × 28.
 */
public final class DigitImage {
    private static final long MAX_PIXELS = 40_000_000;
    private static final int BOX = 20;

    /** Less contrast than this, of 255, is an empty page. */
    private static final int LEAST_CONTRAST = 32;

    /** Ink fainter than this share of the strongest is taken for the grain of the paper. */
    private static final double GRAIN = 0.15;

    /** From this share of the strongest on, ink counts for the frame of the digit. */
    private static final double FIRM = 0.4;

    private DigitImage() {}

    /**
     * Reads image files.
     *
     * @throws Failure if one is missing (NOT_FOUND), no image or empty (BAD_INPUT)
     */
    public static Images read(List<Path> files) {
        byte[] pixels = new byte[files.size() * Images.PIXELS];
        int offset = 0;
        for (Path file : files) {
            System.arraycopy(normalise(grey(decode(file)), file), 0, pixels, offset, Images.PIXELS);
            offset += Images.PIXELS;
        }
        return new Images(pixels, new byte[files.size()]);
    }

    private static BufferedImage decode(Path file) {
        if (!Files.exists(file)) {
            throw new Failure(Failure.Kind.NOT_FOUND, "there is no image " + file + "; name a PNG, JPEG or BMP file");
        }
        if (!Files.isRegularFile(file)) {
            throw bad(file, "it is not a file", null);
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw bad(file, "it is not in a format known here", null);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long size = (long) reader.getWidth(0) * reader.getHeight(0);
                if (size > MAX_PIXELS) {
                    throw bad(file, "it has " + size + " pixels, more than " + MAX_PIXELS, null);
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof Failure failure) {
                throw failure;
            }
            throw bad(file, "it cannot be decoded: " + e.getMessage(), e);
        }
    }

    private static Failure bad(Path file, String problem, Exception cause) {
        return new Failure(
                Failure.Kind.BAD_INPUT,
                file + " is no usable image: " + problem + "; name a PNG, JPEG or BMP of a digit",
                cause);
    }

    /** A grey image: rows of brightness, 0 black to 255 white; transparent pixels are white paper. */
    private static int[][] grey(BufferedImage image) {
        int[][] grey = new int[image.getHeight()][image.getWidth()];
        boolean rawGrey =
                image.getType() == BufferedImage.TYPE_BYTE_GRAY || image.getType() == BufferedImage.TYPE_USHORT_GRAY;
        int shift = image.getType() == BufferedImage.TYPE_USHORT_GRAY ? 8 : 0;
        Raster raster = image.getRaster();
        for (int y = 0; y < grey.length; y++) {
            for (int x = 0; x < grey[y].length; x++) {
                // Java takes plain grey for linear light and would brighten it, so its samples are read as they are.
                grey[y][x] = rawGrey ? raster.getSample(x, y, 0) >> shift : luma(image.getRGB(x, y));
            }
        }
        return grey;
    }

    /** BT.601 luma over white. */
    private static int luma(int argb) {
        double alpha = (argb >>> 24) / 255.0;
        double luma = 0.299 * (argb >> 16 & 0xff) + 0.587 * (argb >> 8 & 0xff) + 0.114 * (argb & 0xff);
        return (int) Math.round(alpha * luma + (1 - alpha) * 255);
    }

    private static byte[] normalise(int[][] grey, Path file) {
        int ground = ground(grey);
        if (grey.length == Images.SIDE && grey[0].length == Images.SIDE && ground < LEAST_CONTRAST) {
            return asIs(grey); // already in MNIST's form
        }
        double strongest = 0;
        for (int[] row : grey) {
            for (int value : row) {
                strongest = Math.max(strongest, contrast(value, ground));
            }
        }
        if (strongest < LEAST_CONTRAST) {
            throw bad(file, "it is empty", null);
        }
        double[][] ink = new double[grey.length][grey[0].length];
        for (int y = 0; y < ink.length; y++) {
            for (int x = 0; x < ink[y].length; x++) {
                double share = contrast(grey[y][x], ground) / strongest;
                ink[y][x] = Math.max(0, (share - GRAIN) / (1 - GRAIN));
            }
        }
        return centre(scale(crop(ink)));
    }

    /** Brightness of the ground: the median of the outermost pixels. */
    private static int ground(int[][] grey) {
        int height = grey.length;
        int width = grey[0].length;
        int[] border = new int[2 * (height + width)];
        for (int x = 0; x < width; x++) {
            border[2 * x] = grey[0][x];
            border[2 * x + 1] = grey[height - 1][x];
        }
        for (int y = 0; y < height; y++) {
            border[2 * (width + y)] = grey[y][0];
            border[2 * (width + y) + 1] = grey[y][width - 1];
        }
        Arrays.sort(border);
        return border[border.length / 2];
    }

    /** How far a pixel is from the ground, towards dark on a light ground and towards light on a dark one. */
    private static double contrast(int value, int ground) {
        return Math.max(0, ground > 127 ? ground - value : value - ground);
    }

    private static byte[] asIs(int[][] grey) {
        byte[] pixels = new byte[Images.PIXELS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) grey[i / Images.SIDE][i % Images.SIDE];
        }
        return pixels;
    }

    private static double[][] crop(double[][] ink) {
        int top = ink.length;
        int bottom = 0;
        int left = ink[0].length;
        int right = 0;
        for (int y = 0; y < ink.length; y++) {
            for (int x = 0; x < ink[y].length; x++) {
                if (ink[y][x] >= FIRM) {
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y + 1);
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                }
            }
        }
        double[][] cropped = new double[bottom - top][];
        for (int y = top; y < bottom; y++) {
            cropped[y - top] = Arrays.copyOfRange(ink[y], left, right);
        }
        return cropped;
    }

    /** Scaled so that the longer side is 20: each pixel is the mean of the area it covers. */
    private static double[][] scale(double[][] ink) {
        double step = Math.max(ink.length, ink[0].length) / (double) BOX;
        int height = Math.max(1, (int) Math.round(ink.length / step));
        int width = Math.max(1, (int) Math.round(ink[0].length / step));
        double[][] scaled = new double[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                scaled[y][x] = mean(ink, y * step, (y + 1) * step, x * step, (x + 1) * step);
            }
        }
        return scaled;
    }

    private static double mean(double[][] ink, double top, double bottom, double left, double right) {
        double sum = 0;
        for (int y = (int) top; y < Math.min(ink.length, Math.ceil(bottom)); y++) {
            double high = Math.min(bottom, y + 1.0) - Math.max(top, y);
            for (int x = (int) left; x < Math.min(ink[y].length, Math.ceil(right)); x++) {
                sum += ink[y][x] * high * (Math.min(right, x + 1.0) - Math.max(left, x));
            }
        }
        return sum / ((bottom - top) * (right - left));
    }

    private static byte[] centre(double[][] ink) {
        double mass = 0;
        double momentY = 0;
        double momentX = 0;
        double strongest = 0;
        for (int y = 0; y < ink.length; y++) {
            for (int x = 0; x < ink[y].length; x++) {
                mass += ink[y][x];
                momentY += ink[y][x] * y;
                momentX += ink[y][x] * x;
                strongest = Math.max(strongest, ink[y][x]);
            }
        }
        int offsetY = fit(Images.SIDE / 2.0 - momentY / mass, ink.length);
        int offsetX = fit(Images.SIDE / 2.0 - momentX / mass, ink[0].length);
        byte[] pixels = new byte[Images.PIXELS];
        for (int y = 0; y < ink.length; y++) {
            for (int x = 0; x < ink[y].length; x++) {
                pixels[(offsetY + y) * Images.SIDE + offsetX + x] = (byte) Math.round(255 * ink[y][x] / strongest);
            }
        }
        return pixels;
    }

    private static int fit(double offset, int size) {
        return (int) Math.max(0, Math.min(Images.SIDE - size, Math.round(offset)));
    }
}
