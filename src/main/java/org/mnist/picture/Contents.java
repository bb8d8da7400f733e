package org.mnist.picture;

import java.io.IOException;

/**
 * What a decoder gets to see of a file, once its header has been proved.
 *
 * @param bytes the file without what a decoder has no use for: comments and profiles that cost it any time or memory
 * @param orientation how the picture is turned
 */
record Contents(PictureBytes bytes, Orientation orientation) {
    private static final int BMP_COMPRESSION = 30;
    private static final int BMP_JPEG = 4;
    private static final int BMP_PNG = 5;

    /**
     * Proves a file's header.
     *
     * @throws NoPictureException if what it announces is too much work, or the header is damaged
     */
    static Contents of(PictureFormat format, PictureBytes bytes, WorkLimit limit) throws IOException {
        PictureStream in = new PictureStream(bytes, limit);
        return switch (format) {
            case PNG -> PngChunks.contents(bytes, in);
            case JPEG -> new Contents(bytes, new JpegMarkers(in).orientation());
            case BMP -> new Contents(bytes, ofBmp(in));
            case GIF -> new Contents(GifBlocks.firstImage(bytes, in), Orientation.UPRIGHT);
            case TIFF -> new Contents(bytes, TiffLimits.check(new TiffDirectory(in), in));
            case WEBP -> new Contents(bytes, WebPChunks.check(in));
        };
    }

    private static Orientation ofBmp(PictureStream in) throws IOException {
        in.seek(BMP_COMPRESSION);
        int compression = in.read();
        if (compression == BMP_JPEG || compression == BMP_PNG) {
            throw new NoPictureException("it is a BMP around a JPEG or PNG, which is for printers only");
        }
        return Orientation.UPRIGHT;
    }
}
