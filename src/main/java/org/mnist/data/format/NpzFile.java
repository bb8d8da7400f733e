package org.mnist.data.format;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.PlainFiles;
import org.mnist.base.Text;
import org.mnist.data.Unpacking;

/**
 * The arrays of an npz file, which is a zip file of NumPy's arrays. Each is read once, from its beginning to its end, and
 * proved by its sizes and its checksum; no array gets memory before it is known that the file can hold so much.
 */
final class NpzFile implements Closeable {
    private static final String SUFFIX = ".npy";
    private static final int BUFFER = 1 << 16;
    private static final int MAX_ARRAYS = 1000;

    /** More than any data set of small images has. */
    private static final int MAX_IMAGES = 10_000_000;

    /** Deflate makes of a byte no more than this. */
    private static final long MOST_OF_A_BYTE = 1032;

    private final String name;
    private final ZipFile zip;
    private final long memory;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

    private NpzFile(String name, ZipFile zip, long memory) {
        this.memory = memory;
        this.name = name;
        this.zip = zip;
    }

    /**
     * Opens a file.
     *
     * @throws Failure of kind BAD_INPUT if it is no sound zip file; of kind IO if it cannot be read
     */
    static NpzFile open(Path path) {
        return open(path, Runtime.getRuntime().maxMemory());
    }

    /** The same with so many bytes of memory. */
    static NpzFile open(Path path, long memory) {
        String name = Text.printable(path.toString());
        NpzFile file;
        try {
            PlainFiles.require(path);
            file = new NpzFile(name, new ZipFile(path.toFile()), memory);
        } catch (PlainFiles.UnsoundFileException e) {
            throw damaged(name, Failure.message(e), e);
        } catch (ZipException | EOFException e) {
            throw damaged(name, "it is no sound zip file: " + Text.printable(Failure.message(e)), e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        try {
            file.list();
            return file;
        } catch (Failure e) {
            file.close();
            throw e;
        }
    }

    private void list() {
        for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
            if (!entry.getName().endsWith(SUFFIX)) {
                continue;
            }
            String array = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
            if (entries.put(array, entry) != null) {
                throw damaged(name, "it holds " + Text.printable(array) + " twice", null);
            }
            if (entries.size() > MAX_ARRAYS) {
                throw damaged(name, "it holds more than " + MAX_ARRAYS + " arrays", null);
            }
        }
    }

    /** The names of the arrays. */
    Set<String> arrays() {
        return entries.keySet();
    }

    /** Gets the elements of an array, in the order in which the file has them. */
    interface Elements {
        /** Takes element {@code i}, which is at a place of a buffer. */
        void take(long i, ByteBuffer from, int at);
    }

    /** Says what is to take the elements of an array whose header is known. */
    interface Taker<E extends Elements> {
        /** What takes them; it may refuse the array by a {@link Failure}. */
        E elements(NpyHeader header);
    }

    /**
     * Reads an array from its beginning to its end.
     *
     * @return what took the elements
     * @throws Failure of kind BAD_INPUT if it is damaged or not supported
     */
    <E extends Elements> E read(String array, Taker<E> taker) {
        ZipEntry entry = entries.get(array);
        String what = Text.printable(array);
        if (entry == null) {
            throw new IllegalArgumentException(what);
        }
        CRC32 sum = new CRC32();
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(new CheckedInputStream(zip.getInputStream(entry), sum), BUFFER))) {
            NpyHeader header = NpyHeader.read(in);
            checkSizes(entry, header, what);
            E elements = taker.elements(header);
            pass(in, header, elements);
            if (in.read() != -1) {
                throw damaged(name, "more follows in " + what + " after its elements", null);
            }
            if (sum.getValue() != entry.getCrc()) {
                throw damaged(name, "the checksum of " + what + " is wrong", null);
            }
            return elements;
        } catch (NpyHeader.BadHeaderException e) {
            throw e.isDamaged() ? damaged(name, in(what, e), e) : unsupported(in(what, e), e);
        } catch (EOFException e) {
            throw damaged(name, what + " ends too early", e);
        } catch (ZipException e) {
            throw damaged(name, what + " is not sound: " + Text.printable(Failure.message(e)), e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static String in(String what, Exception e) {
        return "in " + what + ", " + Failure.message(e);
    }

    private void checkSizes(ZipEntry entry, NpyHeader header, String what) {
        long announced = header.bytes() + header.dataBytes();
        if (entry.getSize() != announced) {
            throw damaged(
                    name, what + " takes " + entry.getSize() + " bytes, but " + announced + " by its own header", null);
        }
        if (announced / MOST_OF_A_BYTE > entry.getCompressedSize()) {
            throw damaged(name, what + " cannot be as long as it says", null);
        }
        if (Unpacking.isBomb(announced, entry.getCompressedSize())) {
            throw unsupported(
                    what + " would become " + Text.count(announced) + " bytes from "
                            + Text.count(entry.getCompressedSize()) + "; arrays that become up to "
                            + Unpacking.MAX_GROWTH + " times as large are; save it by numpy.savez, without compression",
                    null);
        }
        if (!header.type().texts() && header.elements() > memory) {
            throw unsupported(
                    what + " has " + Text.count(header.elements()) + " numbers, each of which takes a byte of memory,"
                            + " and Java's heap has " + Text.count(memory)
                            + "; give it more by MNIST_JAVA_OPTS, such as -Xmx4g",
                    null);
        }
    }

    private static void pass(DataInputStream in, NpyHeader header, Elements elements) throws IOException {
        int size = header.type().bytes();
        byte[] block = new byte[Math.max(1, BUFFER / size) * size];
        ByteBuffer buffer = ByteBuffer.wrap(block).order(header.type().order());
        long count = header.elements();
        for (long first = 0; first < count; first += block.length / size) {
            int here = (int) Math.min(block.length / size, count - first);
            in.readFully(block, 0, here * size);
            for (int i = 0; i < here; i++) {
                elements.take(first + i, buffer, i * size);
            }
        }
    }

    /** The number of images that an array's first size tells, if there can be so many. */
    int count(String array, long images) {
        if (images < 1 || images > MAX_IMAGES) {
            throw unsupported(
                    Text.printable(array) + " is of " + images + " images; 1 to " + Text.count(MAX_IMAGES) + " are",
                    null);
        }
        return (int) images;
    }

    /** The failure of an array that is sound, but of a kind that is not supported. */
    Failure unsupported(String problem, @Nullable Exception cause) {
        return new Failure(Failure.Kind.BAD_INPUT, name + " is not supported: " + problem, cause);
    }

    private static Failure damaged(String name, String problem, @Nullable Exception cause) {
        return new Failure(
                Failure.Kind.BAD_INPUT, name + " is damaged: " + problem + "; save it or fetch it again", cause);
    }

    private static Failure unreadable(String name, IOException e) {
        return new Failure(Failure.Kind.IO, name + " cannot be read: " + Text.printable(Failure.message(e)), e);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }
}
