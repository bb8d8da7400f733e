package org.mnist.picture;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The first directory of a TIFF file, or of an Exif block, which has the same form. Only what is asked for is read: to follow all
 * that such a file points to can take any time.
 */
final class TiffDirectory {
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS_PER_SAMPLE = 258;
    static final int COMPRESSION = 259;
    static final int STRIP_OFFSETS = 273;
    static final int ORIENTATION = 274;
    static final int SAMPLES_PER_PIXEL = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_BYTE_COUNTS = 279;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int TILE_OFFSETS = 324;
    static final int TILE_BYTE_COUNTS = 325;
    static final int JPEG_OFFSET = 513;

    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int ENTRY_BYTES = 12;
    private static final int VALUE_BYTES = 4;

    private final PictureStream in;
    private final Map<Integer, Entry> entries = new HashMap<>();

    /** Some values: their type, how many, and where they are. */
    private record Entry(int type, long count, long at) {}

    /**
     * Reads a directory.
     *
     * @param in positioned at the beginning of the file or block
     * @throws IOException if it is none
     */
    TiffDirectory(PictureStream in) throws IOException {
        this.in = in;
        long start = in.getStreamPosition();
        int order = in.readUnsignedShort();
        in.setByteOrder(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if ((order != 0x4949 && order != 0x4d4d) || in.readUnsignedShort() != 42) {
            throw new NoPictureException("it has no directory");
        }
        in.seek(start + in.readUnsignedInt());
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            long at = in.getStreamPosition();
            int tag = in.readUnsignedShort();
            int type = in.readUnsignedShort();
            long values = in.readUnsignedInt();
            boolean fits = values * bytes(type) <= VALUE_BYTES;
            entries.putIfAbsent(
                    tag, new Entry(type, values, fits ? at + ENTRY_BYTES - VALUE_BYTES : start + in.readUnsignedInt()));
            in.seek(at + ENTRY_BYTES);
        }
    }

    /** The first value of a tag, or another if it has none. */
    long value(int tag, long ifNone) throws IOException {
        long[] values = values(tag, 1);
        return values.length == 0 ? ifNone : values[0];
    }

    /**
     * The values of a tag.
     *
     * @param most how many there may be; nothing is read if there are more
     */
    long[] values(int tag, int most) throws IOException {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return new long[0];
        }
        if (entry.count() > most) {
            throw new NoPictureException(
                    "it has " + entry.count() + " values of tag " + tag + "; up to " + most + " are supported");
        }
        long[] values = new long[(int) entry.count()];
        in.seek(entry.at());
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (entry.type()) {
                case BYTE -> in.readUnsignedByte();
                case SHORT -> in.readUnsignedShort();
                case LONG -> in.readUnsignedInt();
                default -> throw new NoPictureException("it has values of type " + entry.type() + " of tag " + tag);
            };
        }
        return values;
    }

    private static long bytes(int type) {
        return switch (type) {
            case SHORT, 8 -> 2;
            case LONG, 9, 11, 13 -> 4;
            case 5, 10, 12 -> 8;
            default -> 1;
        };
    }
}
