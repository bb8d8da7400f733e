package org.mnist.picture;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The chunks of a WebP file. */
final class WebPChunks {
    private static final int FIRST = 12;
    private static final int AROUND = 8;

    /** Where the chunks of a frame of an animation begin in it. */
    private static final int FRAME_HEADER = 16;

    /** The most pixels of a lossless image, each of which may be changed by four transforms: a photo of 12 million has room. */
    private static final long MOST_LOSSLESS = 12_600_000;

    private final PictureStream in;
    private Orientation orientation = Orientation.UPRIGHT;
    private long height;
    private long width;
    private boolean animated;
    private int images;
    private int alphas;

    private WebPChunks(PictureStream in) {
        this.in = in;
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Checks a file.
     *
     * @return how its picture is turned
     * @throws NoPictureException if it takes too much work
     */
    static Orientation check(PictureStream in) throws IOException {
        WebPChunks chunks = new WebPChunks(in);
        chunks.check(FIRST, in.length());
        return chunks.orientation;
    }

    private void check(long from, long to) throws IOException {
        long at = from;
        while (at + AROUND <= to) {
            in.seek(at);
            String name = name();
            long start = at + AROUND;
            at = start + in.readUnsignedInt();
            at += at & 1;
            in.seek(start);
            switch (name) {
                case "VP8X" -> {
                    animated = (in.read() & 2) != 0;
                    in.seek(start + 4);
                    width = 1 + read24();
                    height = 1 + read24();
                }
                case "EXIF" -> orientation = exif(start);
                case "ANMF" -> {
                    if (animated && images == 0) { // the first frame counts
                        in.seek(start + 6);
                        width = 1 + read24();
                        height = 1 + read24();
                        check(start + FRAME_HEADER, Math.min(at, to));
                    }
                }
                case "VP8 " -> {
                    requireFirst(++images);
                    in.seek(start + 6);
                    requireSize(in.readUnsignedShort() & 0x3fff, in.readUnsignedShort() & 0x3fff);
                }
                case "VP8L" -> {
                    requireFirst(++images);
                    in.seek(start + 1);
                    int bits = in.readInt();
                    requireSize(1 + (bits & 0x3fff), 1 + (bits >>> 14 & 0x3fff));
                    checkLossless();
                }
                case "ALPH" -> {
                    requireFirst(++alphas);
                    if ((in.read() & 3) == 1) {
                        checkLossless();
                    }
                }
                default -> {}
            }
        }
    }

    private void requireFirst(int number) throws NoPictureException {
        if (number > 1) {
            throw new NoPictureException("it has several images where there must be one");
        }
    }

    /** A decoder makes room by one size and decodes by another. */
    private void requireSize(long ownWidth, long ownHeight) throws NoPictureException {
        if (width == 0) {
            width = ownWidth;
            height = ownHeight;
        }
        if (width != ownWidth || height != ownHeight) {
            throw new NoPictureException("its image is not of the size that its header says");
        }
    }

    private void checkLossless() throws IOException {
        if (width * height > MOST_LOSSLESS) {
            throw new NoPictureException("it is a lossless WebP of " + width * height + " pixels; up to "
                    + MOST_LOSSLESS + " are supported");
        }
        WebPLossless.check(in, (int) width, (int) height);
    }

    private Orientation exif(long start) throws IOException {
        boolean named = name().equals("Exif"); // not by the standard, but so some write it
        in.seek(named ? start + 6 : start);
        Orientation found = Orientation.ofExif(in);
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        return found;
    }

    private String name() throws IOException {
        byte[] name = new byte[4];
        in.readFully(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private long read24() throws IOException {
        return in.readUnsignedShort() | (long) in.readUnsignedByte() << 16;
    }
}
