package org.mnist.data.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes npz files as NumPy does. */
final class Npz {
    private final Map<String, byte[]> arrays = new LinkedHashMap<>();
    private boolean deflated;

    /** An array. */
    static final class Array {
        private final String descr;
        private final boolean fortran;
        private final int[] shape;

        Array(String descr, boolean fortran, int... shape) {
            this.descr = descr;
            this.fortran = fortran;
            this.shape = shape;
        }

        int images() {
            return shape[0];
        }

        int elements() {
            return IntStream.of(shape).reduce(1, (a, b) -> a * b);
        }

        /** The header, in a version of the format. */
        byte[] header(int version) {
            return headerOf(
                    version,
                    "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': ("
                            + IntStream.of(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "))
                            + (shape.length == 1 ? "," : "") + "), }");
        }
    }

    /** A header with any dictionary. */
    static byte[] headerOf(int version, String dictionary) {
        int before = 8 + (version == 1 ? 2 : 4);
        int length = (before + dictionary.length() + 1 + 63) / 64 * 64 - before;
        ByteBuffer header = ByteBuffer.allocate(before + length).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) {
            header.putShort((short) length);
        } else {
            header.putInt(length);
        }
        header.put(dictionary.getBytes(StandardCharsets.UTF_8));
        while (header.remaining() > 1) {
            header.put((byte) ' ');
        }
        return header.put((byte) '\n').array();
    }

    /** Adds an array whose element at a place, counted with the last index fastest, is what a function says. */
    Npz array(String name, Array array, IntToDoubleFunction element) {
        return array(name, array, 1, element);
    }

    /** Adds an array in a version of the format. */
    Npz array(String name, Array array, int version, IntToDoubleFunction element) {
        byte[] header = array.header(version);
        int size = Integer.parseInt(array.descr.substring(2));
        ByteBuffer bytes = ByteBuffer.allocate(header.length + array.elements() * size)
                .order(array.descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .put(header);
        for (int i = 0; i < array.elements(); i++) {
            double value = element.applyAsDouble(array.fortran ? fromFortran(i, array.shape) : i);
            switch (array.descr.substring(1)) {
                case "b1", "u1", "i1" -> bytes.put((byte) (int) value);
                case "u2", "i2" -> bytes.putShort((short) (int) value);
                case "u4", "i4" -> bytes.putInt((int) (long) value);
                case "u8", "i8" -> bytes.putLong((long) value);
                case "f4" -> bytes.putFloat((float) value);
                case "f8" -> bytes.putDouble(value);
                default -> throw new IllegalArgumentException(array.descr);
            }
        }
        return raw(name, bytes.array());
    }

    /** Adds an array of texts. */
    Npz texts(String name, int width, String... texts) {
        byte[] header = new Array("<U" + width, false, texts.length).header(1);
        ByteBuffer bytes = ByteBuffer.allocate(header.length + texts.length * 4 * width)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header);
        for (String text : texts) {
            int[] characters = Arrays.copyOf(text.codePoints().toArray(), width);
            IntStream.of(characters).forEach(bytes::putInt);
        }
        return raw(name, bytes.array());
    }

    /** Adds the bytes of a member. */
    Npz raw(String name, byte[] content) {
        arrays.put(name, content);
        return this;
    }

    /** Compresses the members. */
    Npz deflated() {
        deflated = true;
        return this;
    }

    /** The place, counted with the last index fastest, of what comes {@code i}-th with the first index fastest. */
    private static int fromFortran(int i, int[] shape) {
        int place = 0;
        int stride = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        int rest = i;
        for (int size : shape) {
            stride /= size;
            place += rest % size * stride;
            rest /= size;
        }
        return place;
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
                if (!deflated) {
                    CRC32 crc = new CRC32();
                    crc.update(array.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(array.getValue().length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(array.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    Path write(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
