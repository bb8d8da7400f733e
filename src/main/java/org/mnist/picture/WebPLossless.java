package org.mnist.picture;

import java.io.IOException;

/**
 * The beginning of a lossless WebP image, read as far as its decoder would make room or go over all pixels by it: that decoder
 * takes any number of transforms, three bits each, where the format has four kinds and each at most once.
 */
final class WebPLossless {
    private static final int SUBTRACT_GREEN = 2;
    private static final int PALETTE = 3;

    /** The most groups of codes, each of which has five tables. */
    private static final int MOST_GROUPS = 8192;

    private static final int LITERALS = 256;
    private static final int LENGTHS = 24;
    private static final int DISTANCES = 40;
    private static final int[] LENGTH_ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    private final PictureStream in;
    private int held;
    private int bits;

    private WebPLossless(PictureStream in) {
        this.in = in;
    }

    /**
     * Checks an image.
     *
     * @param in positioned behind its size
     * @throws NoPictureException if it is damaged, or takes too much work
     */
    static void check(PictureStream in, int width, int height) throws IOException {
        new WebPLossless(in).check(width, height);
    }

    private void check(int width, int height) throws IOException {
        int columns = width;
        int seen = 0;
        while (bits(1) == 1) {
            int transform = bits(2);
            if ((seen & 1 << transform) != 0) {
                throw new NoPictureException("it has a transform twice");
            }
            seen |= 1 << transform;
            if (transform == PALETTE) {
                int colours = bits(8) + 1;
                skipImage(colours, 1);
                columns = parts(columns, colours > 16 ? 0 : colours > 4 ? 1 : colours > 2 ? 2 : 3);
            } else if (transform != SUBTRACT_GREEN) {
                int size = bits(3) + 2;
                skipImage(parts(columns, size), parts(height, size));
            }
        }
        cacheBits();
        if (bits(1) == 1) { // groups of codes, numbered by red and green of an image of their own
            bits(3);
            Code[] codes = codes(cacheBits());
            int groups = (codes[1].last(LITERALS) << 8 | codes[0].last(LITERALS)) + 1;
            if (groups > MOST_GROUPS) {
                throw new NoPictureException(
                        "it has up to " + groups + " groups of codes; up to " + MOST_GROUPS + " are supported");
            }
        }
    }

    private static int parts(int length, int bits) {
        return (length + (1 << bits) - 1) >> bits;
    }

    private int cacheBits() throws IOException {
        return bits(1) == 1 ? bits(4) : 0;
    }

    /** Goes past the image of a transform: the codes of green, red, blue, alpha and distance, then the pixels. */
    private void skipImage(int width, int height) throws IOException {
        Code[] codes = codes(cacheBits());
        long left = (long) width * height;
        while (left > 0) {
            int green = codes[0].next();
            if (green < LITERALS) {
                codes[1].next();
                codes[2].next();
                codes[3].next();
                left--;
            } else if (green < LITERALS + LENGTHS) {
                left -= number(green - LITERALS);
                number(codes[4].next());
            } else {
                left--;
            }
        }
    }

    /** A length or distance, of which a symbol is the beginning. */
    private int number(int symbol) throws IOException {
        if (symbol < 4) {
            return symbol + 1;
        }
        if (symbol >= DISTANCES) {
            throw new NoPictureException("it has a code that says nothing");
        }
        int extra = (symbol - 2) >> 1;
        return ((2 + (symbol & 1)) << extra) + bits(extra) + 1;
    }

    private Code[] codes(int cacheBits) throws IOException {
        int cached = cacheBits == 0 ? 0 : 1 << cacheBits;
        return new Code[] {
            code(LITERALS + LENGTHS + cached), code(LITERALS), code(LITERALS), code(LITERALS), code(DISTANCES)
        };
    }

    private Code code(int symbols) throws IOException {
        int[] lengths = new int[Math.max(symbols, LITERALS)];
        if (bits(1) == 1) {
            boolean two = bits(1) == 1;
            lengths[bits(bits(1) == 1 ? 8 : 1)] = 1;
            if (two) {
                lengths[bits(8)] = 1;
            }
            return new Code(lengths);
        }
        int[] lengthLengths = new int[LENGTH_ORDER.length];
        int given = 4 + bits(4);
        for (int i = 0; i < given; i++) {
            lengthLengths[LENGTH_ORDER[i]] = bits(3);
        }
        Code lengthCode = new Code(lengthLengths);
        int most = bits(1) == 0 ? symbols : 2 + bits(2 + 2 * bits(3));
        int before = 8;
        for (int symbol = 0; symbol < symbols && most > 0; most--) {
            int next = lengthCode.next();
            int times = 1;
            int length = next;
            if (next == 16) {
                times = 3 + bits(2);
                length = before;
            } else if (next > 16) {
                times = next == 17 ? 3 + bits(3) : 11 + bits(7);
                length = 0;
            } else if (next > 0) {
                before = next;
            }
            for (; times > 0 && symbol < symbols; times--) {
                lengths[symbol++] = length;
            }
        }
        return new Code(lengths);
    }

    /** A prefix code, by the lengths of its words; of the same length they are numbered in the symbols' order. */
    private final class Code {
        private static final int LONGEST = 15;

        private final int[] counts = new int[LONGEST + 1];
        private final int[] symbols;

        Code(int[] lengths) {
            int[] starts = new int[LONGEST + 2];
            for (int length : lengths) {
                counts[length]++;
            }
            counts[0] = 0;
            for (int i = 1; i <= LONGEST; i++) {
                starts[i + 1] = starts[i] + counts[i];
            }
            symbols = new int[starts[LONGEST + 1]];
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] > 0) {
                    symbols[starts[lengths[symbol]]++] = symbol;
                }
            }
        }

        int next() throws IOException {
            if (symbols.length == 1) {
                return symbols[0];
            }
            int code = 0;
            int first = 0;
            int index = 0;
            for (int length = 1; length <= LONGEST; length++) {
                code |= bits(1);
                int count = counts[length];
                if (code - first < count) {
                    return symbols[index + code - first];
                }
                index += count;
                first = (first + count) << 1;
                code <<= 1;
            }
            throw new NoPictureException("it has a code that says nothing");
        }

        /** The last symbol below a number. */
        int last(int below) {
            int last = 0;
            for (int symbol : symbols) {
                last = symbol < below ? Math.max(last, symbol) : last;
            }
            return last;
        }
    }

    private int bits(int count) throws IOException {
        while (bits < count) {
            int read = in.read();
            if (read < 0) {
                throw new NoPictureException("it ends too early");
            }
            held |= read << bits;
            bits += 8;
        }
        int value = held & (1 << count) - 1;
        held >>>= count;
        bits -= count;
        return value;
    }
}
