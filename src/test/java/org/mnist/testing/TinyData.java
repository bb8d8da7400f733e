package org.mnist.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** A few images of the sample, as a folder for {@code --data}. */
public final class TinyData {
    private static final int PIXELS = 784;

    private TinyData() {}

    /** Writes the four files and gives their folder. */
    public static Path write(Path folder, int train, int test) {
        try {
            Files.createDirectories(folder);
            write(folder, "train", train);
            write(folder, "t10k", test);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The plain bytes of a file of the sample. */
    public static byte[] sample(String name) {
        try (InputStream in = new GZIPInputStream(TinyData.class.getResourceAsStream("/sample/" + name + ".gz"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path folder, String part, int count) throws IOException {
        Files.write(
                folder.resolve(part + "-images-idx3-ubyte"),
                cut(sample(part + "-images-idx3-ubyte"), 16 + count * PIXELS, count));
        Files.write(
                folder.resolve(part + "-labels-idx1-ubyte"),
                cut(sample(part + "-labels-idx1-ubyte"), 8 + count, count));
    }

    private static byte[] cut(byte[] file, int length, int count) {
        byte[] cut = Arrays.copyOf(file, length);
        ByteBuffer.wrap(cut).putInt(4, count);
        return cut;
    }
}
