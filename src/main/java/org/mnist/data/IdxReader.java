package org.mnist.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.Locale;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.Hashes;
import org.mnist.network.Task;

/**
 * A strict reader of the IDX format of LeCun's files: big-endian magic number (two zero bytes, type 8 for bytes, number
 * of dimensions), the sizes, the data, and nothing after it. A file that is in any way different is refused.
 */
final class IdxReader {
    private static final int IMAGES_MAGIC = 0x0803;
    private static final int LABELS_MAGIC = 0x0801;

    /** More than any data set of this kind holds; a damaged header cannot ask for more memory than this needs. */
    private static final int MAX_COUNT = 300_000;

    private IdxReader() {}

    /**
     * Reads a file of 28×28 images.
     *
     * @param in the file, plain or, if {@code name} ends in {@code .gz}, compressed
     * @param name what to call it in messages
     * @return the pixels, image after image
     * @throws Failure of kind BAD_INPUT if the file is not exactly what it should be
     */
    static IdxFile images(InputStream in, String name) {
        return read(in, name, data -> {
            int count = header(data, name, IMAGES_MAGIC, "images");
            int rows = data.readInt();
            int columns = data.readInt();
            if (rows != Task.MNIST.height() || columns != Task.MNIST.width()) {
                throw bad(name, "its images are " + rows + "×" + columns + "; they must be 28×28");
            }
            return body(data, count * Task.MNIST.image().size());
        });
    }

    /**
     * Reads a file of labels, each 0 to 9.
     *
     * @throws Failure of kind BAD_INPUT if the file is not exactly what it should be
     */
    static IdxFile labels(InputStream in, String name) {
        IdxFile file = read(in, name, data -> body(data, header(data, name, LABELS_MAGIC, "labels")));
        byte[] labels = file.bytes();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] > 9) {
                throw bad(name, "label " + i + " is " + (labels[i] & 0xff) + "; labels must be 0 to 9");
            }
        }
        return file;
    }

    private interface Body {
        byte[] read(DataInputStream data) throws IOException;
    }

    private static IdxFile read(InputStream raw, String name, Body body) {
        // The decompressor leaves a buffered stream just behind the member it read, so what follows can be seen.
        BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
        try (DigestInputStream plain = new DigestInputStream(name.endsWith(".gz") ? gunzip(in) : in, Hashes.sha256());
                DataInputStream data = new DataInputStream(plain)) {
            byte[] bytes = body.read(data);
            if (data.read() != -1 || in.read() != -1) {
                throw bad(name, "more follows after the data that its header announces");
            }
            return new IdxFile(bytes, Hashes.hex(plain.getMessageDigest()));
        } catch (EOFException e) {
            throw bad(name, "it ends too early", e);
        } catch (ZipException e) {
            throw bad(name, "it is not sound gzip: " + e.getMessage(), e);
        } catch (IOException e) {
            if (name.endsWith(".gz") && e.getClass() == IOException.class) {
                throw bad(name, "it is not sound gzip: " + e.getMessage(), e);
            }
            throw new Failure(Failure.Kind.IO, name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputStream gunzip(InputStream in) throws IOException {
        return GzipCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(false)
                .get();
    }

    private static int header(DataInputStream data, String name, int magic, String what) throws IOException {
        int found = data.readInt();
        if (found != magic) {
            throw bad(
                    name,
                    String.format(Locale.ROOT, "it starts with %08x; IDX %s start with %08x", found, what, magic));
        }
        int count = data.readInt();
        if (count < 1 || count > MAX_COUNT) {
            throw bad(name, "it announces " + count + " " + what + "; 1 to " + MAX_COUNT + " are possible");
        }
        return count;
    }

    private static byte[] body(DataInputStream data, int length) throws IOException {
        // readNBytes grows with what is really there, so a false header costs no memory.
        byte[] bytes = data.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static Failure bad(String name, String problem) {
        return bad(name, problem, null);
    }

    private static Failure bad(String name, String problem, @Nullable Exception cause) {
        return new Failure(
                Failure.Kind.BAD_INPUT,
                name + " is damaged: " + problem + "; fetch the file again (`mnist data fetch` for known data sets)",
                cause);
    }
}
