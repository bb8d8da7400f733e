package org.mnist.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Streams of a file's bytes whose end is final. Some decoders go on behind it as if zeros followed, bit by bit and with an
 * exception for each, which takes minutes where a file of a few bytes announces millions of pixels.
 */
final class EndingStreams {
    /** How often a decoder may ask for more behind the end. */
    private static final int PATIENCE = 1000;

    private EndingStreams() {}

    static ImageInputStream of(Path file) throws IOException {
        return new FileImageInputStream(file.toFile()) {
            private int asked;

            @Override
            public int read() throws IOException {
                int read = super.read();
                asked = asked(asked, read);
                return read;
            }

            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                int read = super.read(to, from, length);
                asked = asked(asked, read);
                return read;
            }
        };
    }

    static ImageInputStream of(byte[] bytes) {
        return new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)) {
            private int asked;

            @Override
            public int read() throws IOException {
                int read = super.read();
                asked = asked(asked, read);
                return read;
            }

            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                int read = super.read(to, from, length);
                asked = asked(asked, read);
                return read;
            }
        };
    }

    private static int asked(int before, int read) throws IOException {
        if (read < 0 && before == PATIENCE) {
            throw new IOException("it ends too early"); // not an EOFException, which they expect
        }
        return read < 0 ? before + 1 : before;
    }
}
