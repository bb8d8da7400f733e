package org.mnist.picture;

import java.io.IOException;

/** What a TIFF file may announce: Java's decoder makes room for all of it before it looks at what is there. */
final class TiffLimits {
    private static final int MAX_BITS = 16;
    private static final int MAX_SAMPLES = 8;

    /** The most strips or tiles. */
    private static final int MAX_PARTS = 1_000_000;

    private static final int OLD_JPEG = 6;
    private static final int JPEG = 7;

    private TiffLimits() {}

    /**
     * Checks the first picture of a file.
     *
     * @return how it is turned
     * @throws NoPictureException if its samples are larger than any that can be decoded, or there is less than it announces
     */
    static Orientation check(TiffDirectory directory, PictureStream in) throws IOException {
        most(directory, TiffDirectory.BITS_PER_SAMPLE, MAX_SAMPLES, MAX_BITS, "bits a sample");
        most(directory, TiffDirectory.SAMPLES_PER_PIXEL, 1, MAX_SAMPLES, "samples a pixel");
        most(directory, TiffDirectory.STRIP_BYTE_COUNTS, MAX_PARTS, in.length(), "bytes in a strip");
        most(directory, TiffDirectory.TILE_BYTE_COUNTS, MAX_PARTS, in.length(), "bytes in a tile");
        long[] strips = directory.values(TiffDirectory.STRIP_OFFSETS, MAX_PARTS);
        long[] tiles = directory.values(TiffDirectory.TILE_OFFSETS, MAX_PARTS);
        long compression = directory.value(TiffDirectory.COMPRESSION, 1);
        if (compression == JPEG || compression == OLD_JPEG) {
            long height = directory.value(TiffDirectory.HEIGHT, 0);
            long width = directory.value(TiffDirectory.WIDTH, 0);
            checkJpeg(in, strips, Math.min(height, directory.value(TiffDirectory.ROWS_PER_STRIP, height)), width);
            checkJpeg(
                    in,
                    tiles,
                    directory.value(TiffDirectory.TILE_HEIGHT, 0),
                    directory.value(TiffDirectory.TILE_WIDTH, 0));
            checkJpeg(in, directory.values(TiffDirectory.JPEG_OFFSET, 1), height, width);
        }
        return Orientation.of(directory);
    }

    private static void checkJpeg(PictureStream in, long[] offsets, long height, long width) throws IOException {
        for (long offset : offsets) {
            in.seek(offset);
            new JpegMarkers(in).checkPart(height, width);
        }
    }

    private static void most(TiffDirectory directory, int tag, int values, long most, String what) throws IOException {
        for (long value : directory.values(tag, values)) {
            if (value > most) {
                throw new NoPictureException("it has " + value + " " + what + "; up to " + most + " are supported");
            }
        }
    }
}
