package org.mnist.picture;

import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;

/** What a TIFF file may announce: Java's decoder makes room for all of it before it looks at what is there. */
final class TiffLimits {
    private static final int MAX_BITS = 16;
    private static final int MAX_SAMPLES = 8;

    private TiffLimits() {}

    /**
     * Checks the first picture of a file.
     *
     * @param length of the file; negative if nobody knows
     * @throws NoPictureException if its samples are larger than any that can be decoded, or there is less than it announces
     */
    static void check(ImageReader reader, long length) throws IOException {
        TIFFDirectory directory = TIFFDirectory.createFromMetadata(reader.getImageMetadata(0));
        most(directory, BaselineTIFFTagSet.TAG_BITS_PER_SAMPLE, MAX_BITS, "bits a sample");
        most(directory, BaselineTIFFTagSet.TAG_SAMPLES_PER_PIXEL, MAX_SAMPLES, "samples a pixel");
        if (length >= 0) {
            most(directory, BaselineTIFFTagSet.TAG_STRIP_BYTE_COUNTS, length, "bytes in a strip");
            most(directory, BaselineTIFFTagSet.TAG_TILE_BYTE_COUNTS, length, "bytes in a tile");
        }
    }

    private static void most(TIFFDirectory directory, int tag, long most, String what) throws NoPictureException {
        TIFFField field = directory.getTIFFField(tag);
        for (int i = 0; field != null && i < field.getCount(); i++) {
            if (field.getAsLong(i) > most) {
                throw new NoPictureException(
                        "it has " + field.getAsLong(i) + " " + what + "; up to " + most + " are supported");
            }
        }
    }
}
