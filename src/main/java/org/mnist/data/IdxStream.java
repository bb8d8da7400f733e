package org.mnist.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.Hashes;
import org.mnist.base.Text;

/**
 * An IDX file while it is read: first its header, then its data, and then there must be nothing. Whether it is compressed is
 * told by its first two bytes, whatever its name says.
 */
final class IdxStream {
    /** What a byte of an IDX file's header says of the numbers behind it. */
    enum Type {
        UNSIGNED_BYTE(0x08, 1, "unsigned bytes"),
        SIGNED_BYTE(0x09, 1, "signed bytes"),
        SHORT(0x0B, 2, "16-bit whole numbers"),
        INT(0x0C, 4, "32-bit whole numbers"),
        FLOAT(0x0D, 4, "32-bit floating-point numbers"),
        DOUBLE(0x0E, 8, "64-bit floating-point numbers");

        private final int code;
        private final int bytes;
        private final String words;

        Type(int code, int bytes, String words) {
            this.code = code;
            this.bytes = bytes;
            this.words = words;
        }

        /** Bytes of a number. */
        int bytes() {
            return bytes;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** The most dimensions that anything here has: number, channels, rows and columns. */
    private static final int MAX_DIMENSIONS = 4;

    private final IdxSource source;
    private final BufferedInputStream raw;
    private final boolean compressed;
    private final DigestInputStream plain;
    private final DataInputStream data;
    private @Nullable Type type;
    private int[] sizes = new int[0];

    private IdxStream(IdxSource source, BufferedInputStream raw, boolean compressed) throws IOException {
        this.source = source;
        this.raw = raw;
        this.compressed = compressed;
        this.plain = new DigestInputStream(compressed ? gunzip(raw) : raw, Hashes.sha256());
        this.data = new DataInputStream(plain);
    }

    /** Takes what it wants from a file whose header has not been read yet. */
    interface Body<T> {
        T read(IdxStream file) throws IOException;
    }

    /**
     * Opens a file, lets it be read, and closes it.
     *
     * @throws Failure of kind BAD_INPUT if the file is damaged or of a kind that is not supported, of kind IO if it cannot
     *     be read
     */
    static <T> T read(IdxSource source, Body<T> body) {
        boolean compressed = false;
        try (InputStream in = source.open()) {
            // The decompressor leaves a buffered stream just behind the member it read, so what follows can be seen.
            BufferedInputStream raw = new BufferedInputStream(in, 1 << 16);
            compressed = startsAsGzip(raw);
            return body.read(new IdxStream(source, raw, compressed));
        } catch (EOFException e) {
            throw damaged(source.name(), "it ends too early", e);
        } catch (ZipException e) {
            throw damaged(source.name(), "it is not sound gzip: " + Failure.message(e), e);
        } catch (IOException e) {
            if (compressed && e.getClass() == IOException.class) {
                throw damaged(source.name(), "it is not sound gzip: " + Failure.message(e), e);
            }
            throw unreadable(source.name(), e);
        }
    }

    private static boolean startsAsGzip(BufferedInputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip;
    }

    private static InputStream gunzip(InputStream in) throws IOException {
        return GzipCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(false)
                .get();
    }

    /**
     * Reads the header.
     *
     * @param what what the file holds, for messages: {@code images} or {@code labels}
     * @param max the most of them that there may be
     */
    void header(String what, int max) throws IOException {
        int magic = data.readInt();
        type = Arrays.stream(Type.values())
                .filter(one -> magic >>> 8 == one.code)
                .findFirst()
                .orElse(null);
        int dimensions = magic & 0xff;
        if (type == null || dimensions == 0) {
            throw damaged(Text.format(
                    "it starts with %08x; an IDX file of %s starts with 0000080%d",
                    magic, what, what.equals("images") ? 3 : 1));
        }
        if (dimensions > MAX_DIMENSIONS) {
            throw unsupported("it has " + dimensions + " dimensions", "1 to " + MAX_DIMENSIONS + " are");
        }
        sizes = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            sizes[i] = data.readInt();
            if (sizes[i] < 0) {
                throw damaged(i == 0 ? "it announces " + sizes[0] + " " + what : "it announces a size of " + sizes[i]);
            }
        }
        if (sizes[0] < 1 || sizes[0] > max) {
            throw unsupported("it announces " + sizes[0] + " " + what, "1 to " + Text.count(max) + " are");
        }
    }

    /** The type of the numbers. */
    Type type() {
        if (type == null) {
            throw new IllegalStateException("the header has not been read");
        }
        return type;
    }

    /** The size in each dimension; the first is how many images or labels there are. */
    int[] sizes() {
        return sizes;
    }

    /** Refuses a file that would become incredibly large when it is unpacked. */
    void requireNoBomb() throws IOException {
        long unpacked = LongStream.concat(
                        LongStream.of(type().bytes()), Arrays.stream(sizes).asLongStream())
                .reduce(1, Math::multiplyExact);
        long packed = source.length();
        if (compressed && Unpacking.isBomb(unpacked, packed)) {
            throw unsupported(
                    "it would become " + Text.count(unpacked) + " bytes from " + Text.count(packed),
                    "compressed files that become up to " + Unpacking.MAX_GROWTH
                            + " times as large are; unpack it first");
        }
    }

    /** Fills an array with the next bytes. */
    void next(byte[] target) throws IOException {
        data.readFully(target);
    }

    /** Makes sure that nothing follows, and gives the SHA-256 of the whole plain file, header included. */
    String finish() throws IOException {
        if (data.read() != -1 || raw.read() != -1) {
            throw damaged("more follows after the data that its header announces");
        }
        return Hashes.hex(plain.getMessageDigest());
    }

    /** The failure of a file that breaks the format. */
    Failure damaged(String problem) {
        return damaged(source.name(), problem, null);
    }

    /**
     * The failure of a sound file of a kind that is not taken.
     *
     * @param is what the file is
     * @param valid what would be right, with its verb
     */
    Failure unsupported(String is, String valid) {
        return unsupported(source.name(), is, valid);
    }

    /** The same of a file that is not open. */
    static Failure unsupported(String name, String is, String valid) {
        return new Failure(Failure.Kind.BAD_INPUT, name + " is not supported: " + is + "; " + valid);
    }

    private static Failure damaged(String name, String problem, @Nullable Exception cause) {
        return new Failure(
                Failure.Kind.BAD_INPUT,
                name + " is damaged: " + problem + "; fetch the file again (`mnist data fetch` for known data sets)",
                cause);
    }

    /** The failure of a file that the system does not give. */
    static Failure unreadable(String name, IOException e) {
        return new Failure(Failure.Kind.IO, name + " cannot be read: " + Failure.message(e), e);
    }
}
