package org.mnist.track.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.nd4j.shade.protobuf.ByteString;

/** The records of TensorFlow's files: a length, its masked CRC-32C, the bytes, and theirs; numbers are little-endian. */
final class Records {
    private static final int ROTATION = 15;
    private static final int MASK = 0xa282ead8;

    private Records() {}

    /** A record as it stands in a file. */
    static byte[] framed(ByteString content) {
        ByteBuffer record = ByteBuffer.allocate(Long.BYTES + content.size() + 2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(content.size()).putInt(masked(record.array(), 0, Long.BYTES));
        int start = record.position();
        content.copyTo(record.array(), start);
        return record.position(start + content.size())
                .putInt(masked(record.array(), start, content.size()))
                .array();
    }

    /** A checksum that is unlike the checksum of a text that holds its own. */
    private static int masked(byte[] bytes, int start, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, start, length);
        return Integer.rotateRight((int) crc.getValue(), ROTATION) + MASK;
    }
}
