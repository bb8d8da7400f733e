package org.mnist.picture;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * What a decoder reads a picture from. The end is final: some decoders go on behind it as if zeros followed, bit by bit and with
 * an exception for each, which takes minutes where a file of a few bytes announces millions of pixels. And a picture that takes
 * too much work is given up at the next read; there is no other way to stop a decoder.
 */
final class PictureStream extends ImageInputStreamImpl {
    /** How often a decoder may ask for more behind the end. */
    private static final int PATIENCE = 1000;

    private static final int BUFFER = 8192;

    /** Reads of few bytes, of which only every 64th looks at the time: that takes longer than the read. */
    private static final int FEW = 256;

    private final PictureBytes bytes;
    private final WorkLimit limit;
    private final byte[] buffer = new byte[BUFFER];
    private long start;
    private int held;
    private int asked;
    private int reads;

    PictureStream(PictureBytes bytes, WorkLimit limit) {
        this.bytes = bytes;
        this.limit = limit;
    }

    @Override
    public long length() {
        return bytes.length();
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        checkTime(1);
        if (!holdsNext()) {
            return -1;
        }
        return buffer[(int) (streamPos++ - start)] & 0xff;
    }

    /** Reads all that is asked for up to a limit, so that a decoder that fills a large buffer of its own comes back soon. */
    @Override
    public int read(byte[] to, int from, int count) throws IOException {
        bitOffset = 0;
        checkTime(count);
        int read = 0;
        int most = Math.min(count, BUFFER);
        while (read < most && holdsNext()) {
            int some = (int) Math.min(most - read, start + held - streamPos);
            System.arraycopy(buffer, (int) (streamPos - start), to, from + read, some);
            streamPos += some;
            read += some;
        }
        return read == 0 && count > 0 ? -1 : read;
    }

    private void checkTime(int count) throws IOException {
        if (count > FEW || ++reads % 64 == 0) {
            limit.check();
        }
    }

    private boolean holdsNext() throws IOException {
        checkClosed();
        if (streamPos >= start && streamPos < start + held) {
            return true;
        }
        if (streamPos >= bytes.length()) {
            if (asked++ == PATIENCE) {
                throw new IOException("it ends too early"); // not an EOFException, which they expect
            }
            return false;
        }
        start = streamPos;
        held = 0; // should the next line fail
        held = bytes.read(start, buffer, 0, BUFFER);
        return true;
    }
}
