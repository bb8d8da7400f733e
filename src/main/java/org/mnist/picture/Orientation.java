package org.mnist.picture;

import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.IOException;

/**
 * How a picture is turned, as Exif and TIFF count it: 1 upright, 3 upside down, 6 and 8 on its sides; the others are mirrored.
 *
 * @param code 1 to 8
 */
record Orientation(int code) {
    static final Orientation UPRIGHT = new Orientation(1);

    private static final int MOST = 8;
    private static final int FIRST_ON_ITS_SIDE = 5;

    /** The one that a directory names; upright if it names none. */
    static Orientation of(TiffDirectory directory) throws IOException {
        long code = directory.value(TiffDirectory.ORIENTATION, 1);
        return code >= 1 && code <= MOST ? new Orientation((int) code) : UPRIGHT;
    }

    /** The one that an Exif block names; upright if the block is damaged, which is no matter for the picture. */
    static Orientation ofExif(PictureStream block) {
        try {
            return of(new TiffDirectory(block));
        } catch (IOException e) {
            return UPRIGHT;
        }
    }

    /** The size of the picture when it is upright. */
    PictureSize upright(int height, int width) {
        return code >= FIRST_ON_ITS_SIDE ? new PictureSize(width, height) : new PictureSize(height, width);
    }

    /** The picture turned so that what was up when it was taken is up. */
    BufferedImage upright(BufferedImage image) {
        double width = image.getWidth();
        double height = image.getHeight();
        AffineTransform turn = switch (code) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> null;
        };
        return turn == null
                ? image
                : new AffineTransformOp(turn, AffineTransformOp.TYPE_NEAREST_NEIGHBOR).filter(image, null);
    }
}
