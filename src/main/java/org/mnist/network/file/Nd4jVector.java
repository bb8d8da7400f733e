package org.mnist.network.file;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A vector of 32-bit numbers in ND4J's binary form: a buffer of 64-bit integers with the shape, a buffer with the
 * numbers, each with its allocation mode, length and type in front, everything big-endian.
 */
final class Nd4jVector {
    private static final String MODE = "MIXED_DATA_TYPES";

    /** ND4J's sign for 32-bit numbers in the options of a shape. */
    private static final long FLOAT_OPTION = 0x2000;

    private Nd4jVector() {}

    /** How many bytes {@code count} numbers take. */
    static long bytes(long count) {
        return header(count).length + count * Float.BYTES;
    }

    /**
     * Reads {@code count} numbers.
     *
     * @param name what to call the content in messages
     * @throws InvalidModelException if the content is anything else, or a number is not finite
     */
    static float[] read(byte[] content, int count, String name) throws InvalidModelException {
        byte[] header = header(count);
        // There is one header that is right, so there is nothing in it to believe.
        if (content.length != bytes(count) || !Arrays.equals(content, 0, header.length, header, 0, header.length)) {
            throw new InvalidModelException(name + " does not hold a vector of " + count + " 32-bit numbers");
        }
        float[] numbers = new float[count];
        ByteBuffer.wrap(content, header.length, content.length - header.length)
                .asFloatBuffer()
                .get(numbers);
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw new InvalidModelException(name + " holds a number that is not finite");
            }
        }
        return numbers;
    }

    private static byte[] header(long count) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            // Rank, length, stride, options, stride between elements, order.
            long[] shape = {1, count, 1, FLOAT_OPTION, 1, 'c'};
            out.writeUTF(MODE);
            out.writeLong(shape.length);
            out.writeUTF("LONG");
            for (long number : shape) {
                out.writeLong(number);
            }
            out.writeUTF(MODE);
            out.writeLong(count);
            out.writeUTF("FLOAT");
        } catch (IOException e) {
            throw new IllegalStateException(e); // memory does not fail so
        }
        return bytes.toByteArray();
    }
}
