package org.mnist.picture;

import java.io.IOException;

/** The markers of a JPEG file, from its beginning. */
final class JpegMarkers {
    /** The most pixels of a progressive picture, all of which is held and gone through again in every scan. */
    private static final long MOST_PIXELS = 51_000_000;

    /** The most pixels that all scans together go through: 50 scans for 12 million, where ten are usual. */
    private static final long MOST_SCANNED = 600_000_000;

    private static final int END_OF_IMAGE = 0xd9;
    private static final int START_OF_SCAN = 0xda;
    private static final int EXIF = 0xe1;
    private static final String EXIF_NAME = "Exif\0\0";

    private final PictureStream in;
    private long next;

    /** Those from the position of a stream on. */
    JpegMarkers(PictureStream in) throws IOException {
        this.in = in;
        next = in.getStreamPosition();
    }

    /**
     * A picture's form, from its frame header.
     *
     * @param progressive whether its scans make it better step by step
     */
    private record Frame(boolean progressive, long height, long width) {}

    /** How the picture is turned by the first Exif block; a damaged file is left to the decoder. */
    Orientation orientation() throws IOException {
        for (int marker = marker(); marker >= 0 && marker != START_OF_SCAN; marker = marker()) {
            if (marker == EXIF && begins(EXIF_NAME)) {
                return Orientation.ofExif(in);
            }
        }
        return Orientation.UPRIGHT;
    }

    /**
     * Refuses a picture that takes too long because it has too many scans.
     *
     * @throws NoPictureException if it does
     */
    void checkScans() throws IOException {
        Frame frame = frame();
        long pixels = frame.height() * frame.width();
        if (!frame.progressive()) {
            return; // a decoder takes as many scans as there are channels
        }
        if (pixels > MOST_PIXELS) {
            throw new NoPictureException(
                    "it is a progressive JPEG of " + pixels + " pixels; up to " + MOST_PIXELS + " are supported");
        }
        long scans = 0;
        for (int marker = marker(); marker >= 0 && marker != END_OF_IMAGE; marker = marker()) {
            if (marker == START_OF_SCAN && ++scans * pixels > MOST_SCANNED) {
                throw new NoPictureException(
                        "it has more than " + (scans - 1) + " scans, too many for " + pixels + " pixels");
            }
        }
    }

    /** Whether the file goes on to the end of its picture; most end with it, and only in others it is looked for. */
    boolean areWhole() throws IOException {
        in.seek(Math.max(0, in.length() - 2));
        if (number() == 0xff00 + END_OF_IMAGE) {
            return true;
        }
        int marker = marker();
        while (marker >= 0 && marker != END_OF_IMAGE) {
            marker = marker();
        }
        return marker >= 0;
    }

    /**
     * Refuses what is more than a part of a picture of that size, or progressive.
     *
     * @throws NoPictureException if it is
     */
    void checkPart(long height, long width) throws IOException {
        Frame frame = frame();
        if (frame.progressive() || frame.height() > height || frame.width() > width) {
            throw new NoPictureException("a part of it is a JPEG of another size or kind");
        }
    }

    private Frame frame() throws IOException {
        for (int marker = marker(); marker >= 0 && marker != START_OF_SCAN; marker = marker()) {
            boolean isFrame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (isFrame) {
                in.readUnsignedByte(); // bits of a sample
                return new Frame((marker & 3) == 2, number(), number());
            }
        }
        return new Frame(false, 0, 0);
    }

    /** The next marker, with the stream behind its length if it has one; -1 behind the last. */
    private int marker() throws IOException {
        in.seek(next);
        int marker;
        do {
            int read = in.read();
            while (read >= 0 && read != 0xff) {
                read = in.read();
            }
            while (read == 0xff) {
                read = in.read();
            }
            marker = read;
        } while (marker == 0);
        boolean isAlone = marker == 1 || (marker >= 0xd0 && marker <= END_OF_IMAGE);
        next = in.getStreamPosition();
        if (marker < 0 || isAlone) {
            return marker;
        }
        int length = number();
        next += Math.max(2, length);
        return length < 0 ? -1 : marker;
    }

    /** A number of two bytes, the higher one first whatever the order of a file around; negative behind the end. */
    private int number() throws IOException {
        int high = in.read();
        return high << 8 | in.read();
    }

    private boolean begins(String name) throws IOException {
        for (int i = 0; i < name.length(); i++) {
            if (in.read() != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
