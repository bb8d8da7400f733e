package org.mnist.data.format;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The header of an array in NumPy's format, versions 1 to 3: a magic string, a length, and a Python dictionary of exactly
 * {@code descr}, {@code fortran_order} and {@code shape}, in which nothing is ever evaluated.
 *
 * @param type of its elements
 * @param fortran whether the first index runs fastest
 * @param shape its sizes
 * @param bytes how long the header itself is
 */
record NpyHeader(NpyType type, boolean fortran, List<Long> shape, int bytes) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_LENGTH = 10_000;
    private static final int MAX_AXES = 32;
    private static final long MAX_ELEMENTS = 1L << 40;

    /** A header that breaks the format, or is sound but of an array that is not supported. */
    static final class BadHeaderException extends IOException {
        private static final long serialVersionUID = 1L;
        private final boolean damaged;

        BadHeaderException(boolean damaged, String problem) {
            super(problem);
            this.damaged = damaged;
        }

        /** Whether it breaks the format. */
        boolean isDamaged() {
            return damaged;
        }
    }

    /** Reads the header at the beginning of a stream. */
    static NpyHeader read(DataInputStream in) throws IOException {
        for (byte expected : MAGIC) {
            if (in.readByte() != expected) {
                throw damaged("it does not start as an array of NumPy does");
            }
        }
        int version = in.readUnsignedByte();
        int minor = in.readUnsignedByte();
        if (version < 1 || version > 3 || minor != 0) {
            throw new BadHeaderException(
                    false, "its format has the version " + version + "." + minor + "; 1.0, 2.0 and 3.0 are supported");
        }
        int sizeBytes = version == 1 ? 2 : 4;
        long length = 0;
        for (int i = 0; i < sizeBytes; i++) {
            length |= (long) in.readUnsignedByte() << (8 * i);
        }
        if (length > MAX_LENGTH) {
            throw damaged("its header is " + length + " bytes long; at most " + MAX_LENGTH + " are possible");
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw new EOFException();
        }
        return new Parser(new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1))
                .header(MAGIC.length + 2 + sizeBytes + text.length);
    }

    /** How many elements there are. */
    long elements() {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    /** How many bytes they take. */
    long dataBytes() {
        return elements() * type.bytes();
    }

    /** The shape as people write it: {@code 60000×28×28}. */
    String shapeText() {
        return shape.isEmpty()
                ? "a single value"
                : shape.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }

    private static BadHeaderException damaged(String problem) {
        return new BadHeaderException(true, problem);
    }

    /** Reads the dictionary. */
    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        NpyHeader header(int bytes) throws BadHeaderException {
            String descr = null;
            Boolean fortran = null;
            List<Long> shape = null;
            expect('{');
            while (!next('}')) {
                String key = string();
                expect(':');
                if (key.equals("descr") && descr == null) {
                    descr = descr();
                } else if (key.equals("fortran_order") && fortran == null) {
                    fortran = truth();
                } else if (key.equals("shape") && shape == null) {
                    shape = tuple();
                } else {
                    throw broken();
                }
                if (!next(',')) {
                    expect('}');
                    break;
                }
            }
            skipSpace();
            if (at < text.length() || descr == null || fortran == null || shape == null) {
                throw broken();
            }
            return new NpyHeader(type(descr), fortran, checked(shape), bytes);
        }

        private static NpyType type(String descr) throws BadHeaderException {
            if (descr.matches("[<>|=]?O\\d*")) {
                throw new BadHeaderException(
                        false, "it holds Python objects, which are never read; save it as an array of numbers");
            }
            return NpyType.of(descr)
                    .orElseThrow(() -> new BadHeaderException(
                            false, "its elements are of type " + descr + "; " + NpyType.VALID + " are supported"));
        }

        private static List<Long> checked(List<Long> shape) throws BadHeaderException {
            long elements = 1;
            for (long size : shape) {
                if (size > 0 && elements > MAX_ELEMENTS / size) {
                    throw damaged("its header announces more elements than any file holds");
                }
                elements *= size;
            }
            return shape;
        }

        /** A type's name; of a structure, which is written as a list, its beginning. */
        private String descr() throws BadHeaderException {
            skipSpace();
            if (at < text.length() && (text.charAt(at) == '[' || text.charAt(at) == '(')) {
                throw new BadHeaderException(false, "its elements are structures; " + NpyType.VALID + " are supported");
            }
            return string();
        }

        private String string() throws BadHeaderException {
            skipSpace();
            char quote = at < text.length() ? text.charAt(at) : ' ';
            int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
            if (end < 0) {
                throw broken();
            }
            String string = text.substring(at + 1, end);
            if (!string.matches("[ -\\[\\]-~]*")) {
                throw broken();
            }
            at = end + 1;
            return string;
        }

        private boolean truth() throws BadHeaderException {
            skipSpace();
            for (String word : List.of("True", "False")) {
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return word.equals("True");
                }
            }
            throw broken();
        }

        private List<Long> tuple() throws BadHeaderException {
            List<Long> sizes = new ArrayList<>();
            expect('(');
            while (!next(')')) {
                sizes.add(size());
                if (sizes.size() > MAX_AXES) {
                    throw broken();
                }
                if (!next(',')) {
                    expect(')');
                    if (sizes.size() == 1) {
                        throw broken(); // (5) is a number in Python, (5,) a tuple
                    }
                    break;
                }
            }
            return List.copyOf(sizes);
        }

        private long size() throws BadHeaderException {
            skipSpace();
            int start = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            if (at == start || at - start > 15) {
                throw broken();
            }
            long size = Long.parseLong(text.substring(start, at));
            next('L'); // Python 2 wrote long numbers so
            return size;
        }

        private void expect(char wanted) throws BadHeaderException {
            if (!next(wanted)) {
                throw broken();
            }
        }

        private boolean next(char wanted) {
            skipSpace();
            boolean there = at < text.length() && text.charAt(at) == wanted;
            at += there ? 1 : 0;
            return there;
        }

        private void skipSpace() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
                at++;
            }
        }

        private static BadHeaderException broken() {
            return damaged("its header is none that NumPy writes");
        }
    }
}
