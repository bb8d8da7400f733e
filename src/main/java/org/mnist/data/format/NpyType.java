package org.mnist.data.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The type of an array's elements: truth values, whole numbers of 1 to 8 bytes, floating-point numbers of 4 or 8, or texts.
 *
 * @param descr as the file names it, such as {@code <f4}
 * @param kind b truth value, i signed, u unsigned, f floating-point, U text of 4-byte characters, S text of bytes
 * @param bytes of an element
 * @param order of the bytes of a number
 */
record NpyType(String descr, char kind, int bytes, ByteOrder order) {
    /** What is supported, for a message. */
    static final String VALID = "bool, int8 to int64, uint8 to uint64, float32 and float64, and for labels texts";

    private static final Pattern FORM = Pattern.compile("([<>|=])([biufUS])(\\d{1,3})");
    private static final String NUMBERS = "b1 i1 i2 i4 i8 u1 u2 u4 u8 f4 f8";
    private static final int MAX_TEXT = 256;

    /** The type that a file names so; nothing if it is none of these. */
    static Optional<NpyType> of(String descr) {
        Matcher form = FORM.matcher(descr);
        if (!form.matches()) {
            return Optional.empty();
        }
        char kind = form.group(2).charAt(0);
        int size = Integer.parseInt(form.group(3));
        boolean text = kind == 'U' || kind == 'S';
        boolean known = text
                ? size >= 1 && size <= MAX_TEXT
                : (" " + NUMBERS + " ").contains(" " + form.group(2) + form.group(3) + " ");
        ByteOrder order = form.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return known ? Optional.of(new NpyType(descr, kind, kind == 'U' ? 4 * size : size, order)) : Optional.empty();
    }

    /** Whether elements are texts. */
    boolean texts() {
        return kind == 'U' || kind == 'S';
    }

    /** The number at a place of a buffer that has this type's byte order. */
    double number(ByteBuffer from, int at) {
        return switch (kind) {
            case 'b' -> from.get(at) == 0 ? 0 : 1;
            case 'f' -> bytes == 4 ? from.getFloat(at) : from.getDouble(at);
            default -> whole(from, at);
        };
    }

    private double whole(ByteBuffer from, int at) {
        boolean unsigned = kind == 'u';
        return switch (bytes) {
            case 1 -> unsigned ? from.get(at) & 0xff : from.get(at);
            case 2 -> unsigned ? from.getShort(at) & 0xffff : from.getShort(at);
            case 4 -> unsigned ? Integer.toUnsignedLong(from.getInt(at)) : from.getInt(at);
            default -> unsigned && from.getLong(at) < 0 ? 0x1p64 : from.getLong(at);
        };
    }

    /** The text at a place of a buffer, without the zeros that fill it up; nothing if its characters are none. */
    @Nullable
    String text(ByteBuffer from, int at) {
        StringBuilder text = new StringBuilder();
        int width = kind == 'U' ? 4 : 1;
        for (int i = 0; i < bytes; i += width) {
            int character = kind == 'U' ? from.getInt(at + i) : from.get(at + i) & 0xff;
            if (!Character.isValidCodePoint(character) || (kind == 'S' && character > 127)) {
                return null;
            }
            text.appendCodePoint(character);
        }
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--;
        }
        return text.substring(0, end);
    }
}
