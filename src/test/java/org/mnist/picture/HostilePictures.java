package org.mnist.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Files that a decoder takes much longer, or much more memory for than for a picture of their size. */
final class HostilePictures {
    /** Each with its kind, which its name begins with. */
    static final Map<String, Supplier<byte[]>> ALL = all();

    private HostilePictures() {}

    private static Map<String, Supplier<byte[]>> all() {
        Map<String, Supplier<byte[]>> all = new LinkedHashMap<>();
        all.put("jpeg with 440 scans", () -> progressive(4000, 3000, 440));
        all.put("jpeg with 5000 scans of a small picture", () -> progressive(400, 300, 5000));
        all.put("jpeg of 150 million progressive pixels", () -> progressive(15_000, 10_000, 1));
        all.put(
                "jpeg with 2 million empty comments",
                () -> spliced(progressive(80, 80, 1), 2, repeated(new byte[] {-1, (byte) 0xfe, 0, 2}, 2_000_000)));
        all.put("jpeg with 8 million bytes of fill", () -> spliced(progressive(80, 80, 1), 2, ff(8_000_000)));
        all.put(
                "jpeg with 50 Exif blocks of directories in one another",
                () -> spliced(progressive(80, 80, 1), 2, repeated(exif(nestedDirectories()), 50)));
        all.put("gif with a comment of 10 million bytes", () -> gif(3, 3, comment(40_000, 255), ONE_PIXEL));
        all.put("gif with a comment in 4 million parts", () -> gif(3, 3, comment(4_000_000, 1), ONE_PIXEL));
        all.put(
                "gif with 2 million comments",
                () -> gif(3, 3, repeated(new byte[] {0x21, (byte) 0xfe, 1, 'a', 0}, 2_000_000), ONE_PIXEL));
        all.put("gif that begins anew 30 million times", () -> gif(3000, 3000, new byte[0], beginnings(11_000_000)));
        all.put(
                "png with a text that unpacks to 500 million bytes",
                () -> png(9, 9, 3, chunk("zTXt", joined(ascii("k\0\0"), deflated(500_000_000)))));
        all.put(
                "png with a profile that unpacks to 500 million bytes",
                () -> png(9, 9, 3, chunk("iCCP", joined(ascii("k\0\0"), deflated(500_000_000)))));
        all.put(
                "png with an international text that unpacks to 500 million bytes",
                () -> png(9, 9, 3, chunk("iTXt", joined(ascii("k\0\1\0\0\0"), deflated(500_000_000)))));
        all.put("png with 700,000 texts", () -> png(9, 9, 3, repeated(chunk("tEXt", ascii("k\0a")), 700_000)));
        all.put(
                "png with 800,000 chunks nobody knows",
                () -> png(9, 9, 2, repeated(chunk("abCd", new byte[0]), 800_000)));
        all.put("png with 800,000 empty parts", () -> png(9, 9, 2, repeated(chunk("IDAT", new byte[0]), 800_000)));
        all.put("png of 140 million pixels in a row", () -> png(140_000_000, 1, 0, new byte[0]));
        all.put("bmp around a jpeg with 440 scans", () -> bmp(4000, 3000, 4, progressive(4000, 3000, 440)));
        all.put("bmp of 144 million pixels in ten bytes", () -> bmp(12_000, 12_000, 1, new byte[10]));
        all.put("bmp with 5 million ends of line", () -> bmp(12_000, 12_000, 1, new byte[10_000_000]));
        all.put(
                "tiff with 125 strips that are each a jpeg with 440 scans",
                () -> strips(1000, 1000, 8, 7, progressive(4000, 3000, 440)));
        all.put("tiff with a jpeg of another size", () -> strips(100, 100, 100, 7, progressive(15_000, 10_000, 1)));
        all.put("tiff with 10 million strips", () -> strips(1, 10_000_000, 1, 1, new byte[1]));
        all.put(
                "tiff with 12,000 strips that unpack to 200 million bytes each",
                () -> strips(12_000, 12_000, 1, 8, deflated(200_000_000)));
        all.put(
                "tiff with 60,000 strips of the same 10 million bytes",
                () -> strips(8, 60_000, 1, 1, new byte[10_000_000]));
        all.put("webp with 40 times the same transform", () -> webp(riffChunk("VP8L", vp8l(3000, 3000, 40))));
        all.put(
                "webp with 30 images",
                () -> webp(joined(vp8x(3000, 3000), repeated(riffChunk("VP8L", vp8l(3000, 3000, 0)), 30))));
        all.put(
                "webp whose image is larger than it says",
                () -> webp(joined(vp8x(10, 10), riffChunk("VP8L", vp8l(16_000, 16_000, 0)))));
        all.put("webp of 36 million lossless pixels", () -> webp(riffChunk("VP8L", vp8l(6000, 6000, 0))));
        return all;
    }

    static byte[] webp(byte[] chunks) {
        return joined(ascii("RIFF"), little(4 + chunks.length), ascii("WEBP"), chunks);
    }

    static byte[] riffChunk(String name, byte[] content) {
        return joined(ascii(name), little(content.length), content, new byte[content.length % 2]);
    }

    private static byte[] vp8x(int width, int height) {
        return vp8x(width, height, 0);
    }

    static byte[] vp8x(int width, int height, int flags) {
        byte[] size = joined(Arrays.copyOf(little(width - 1), 3), Arrays.copyOf(little(height - 1), 3));
        return riffChunk("VP8X", joined(little(flags), size));
    }

    /** A lossless image of one colour, which is changed again and again. */
    private static byte[] vp8l(int width, int height, int transforms) {
        Bits bits = new Bits();
        bits.put(0x2f, 8);
        bits.put(width - 1, 14);
        bits.put(height - 1, 14);
        bits.put(0, 4);
        for (int i = 0; i < transforms; i++) {
            bits.put(1, 1);
            bits.put(2, 2); // subtract green
        }
        bits.put(0, 3); // no more; no cache; one group of codes
        for (int i = 0; i < 5; i++) {
            bits.put(0b101, 3); // a code of one symbol, written in eight bits
            bits.put(i == 3 ? 255 : 0, 8);
        }
        bits.put(0, 16);
        return Arrays.copyOf(bits.bytes(), bits.bytes().length + 4000);
    }

    private static final class Bits {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int held;
        private int count;

        void put(int value, int bits) {
            for (int i = 0; i < bits; i++) {
                held |= (value >> i & 1) << count;
                if (++count == 8) {
                    bytes.write(held);
                    held = 0;
                    count = 0;
                }
            }
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }

    /** A grey progressive JPEG of nothing but black; each scan after the first says of all blocks that they are done. */
    static byte[] progressive(int width, int height, int scans) {
        int blocks = ((width + 7) / 8) * ((height + 7) / 8);
        byte[] table = new byte[65];
        Arrays.fill(table, (byte) 1);
        table[0] = 0;
        byte[] frame = joined(new byte[] {8}, big2(height), big2(width), new byte[] {1, 1, 0x11, 0});
        byte[] dc = new byte[18];
        dc[1] = 1;
        byte[] ac = new byte[19];
        ac[0] = 0x10;
        ac[1] = 1;
        ac[2] = 1;
        ac[17] = (byte) 0xe0; // as many blocks as 14 bits say are done
        int words = (blocks + 32_766) / 32_767;
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        for (int at = 0; at < words * 15; at += 8) {
            int value = 0;
            for (int bit = at; bit < at + 8; bit++) {
                value = value << 1 | (bit % 15 == 0 && bit < words * 15 ? 0 : 1);
            }
            run.write(value);
            if (value == 0xff) {
                run.write(0);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {-1, (byte) 0xd8});
        out.writeBytes(segment(0xdb, table));
        out.writeBytes(segment(0xc2, frame));
        out.writeBytes(segment(0xc4, dc));
        out.writeBytes(segment(0xc4, ac));
        out.writeBytes(segment(0xda, new byte[] {1, 1, 0, 0, 0, 0}));
        out.writeBytes(new byte[(blocks + 7) / 8]);
        for (int scan = 0; scan < scans; scan++) {
            byte frequency = (byte) (1 + scan % 63);
            out.writeBytes(segment(0xda, new byte[] {1, 1, 0, frequency, frequency, 0}));
            out.writeBytes(run.toByteArray());
        }
        out.writeBytes(new byte[] {-1, (byte) 0xd9});
        return out.toByteArray();
    }

    private static byte[] segment(int marker, byte[] content) {
        return joined(new byte[] {-1, (byte) marker}, big2(content.length + 2), content);
    }

    static byte[] exif(byte[] tiff) {
        return segment(0xe1, joined(ascii("Exif\0\0"), tiff));
    }

    /** Thousands of directories, each of which begins four bytes behind the one before and has thousands of entries. */
    private static byte[] nestedDirectories() {
        ByteBuffer block = ByteBuffer.allocate(65_000).order(ByteOrder.LITTLE_ENDIAN);
        block.put(ascii("II*\0")).putInt(8).putShort((short) 1);
        block.putShort((short) 0x14a).putShort((short) 4).putInt(14_000).putInt(26);
        for (int at = 26; at + 4 <= 26 + 4 * 14_000; at += 4) {
            block.putInt(at, at);
        }
        return block.array();
    }

    /** A black one. */
    static final byte[] ONE_PIXEL = {2, 0x44, 1};

    static byte[] gif(int width, int height, byte[] before, byte[] pixels) {
        byte[] size = joined(little2(width), little2(height));
        return joined(
                ascii("GIF89a"),
                size,
                new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, -1, -1, -1},
                before,
                new byte[] {0x2c, 0, 0, 0, 0},
                size,
                new byte[] {0, 2},
                pixels,
                new byte[] {0, 0x3b});
    }

    private static byte[] comment(int parts, int length) {
        byte[] part = new byte[length + 1];
        part[0] = (byte) length;
        return joined(new byte[] {0x21, (byte) 0xfe}, repeated(part, parts), new byte[1]);
    }

    /** Codes that say only that the table of codes begins anew. */
    private static byte[] beginnings(int bytes) {
        byte[] three = {0b00100100, (byte) 0b01001001, (byte) 0b10010010}; // the code 4, in three bits each
        byte[] part = joined(new byte[] {(byte) 255}, repeated(three, 85));
        return repeated(part, bytes / 255);
    }

    static byte[] png(int width, int height, int colours, byte[] before) {
        byte[] header = joined(big(width), big(height), new byte[] {8, (byte) colours, 0, 0, 0});
        long row = 1 + (long) width * (colours == 2 ? 3 : 1);
        return joined(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'},
                chunk("IHDR", header),
                colours == 3 ? chunk("PLTE", new byte[768]) : new byte[0],
                before,
                chunk("IDAT", deflated((int) (row * height))),
                chunk("IEND", new byte[0]));
    }

    static byte[] chunk(String name, byte[] content) {
        byte[] named = joined(ascii(name), content);
        CRC32 sum = new CRC32();
        sum.update(named);
        return joined(big(content.length), named, big((int) sum.getValue()));
    }

    private static byte[] bmp(int width, int height, int compression, byte[] content) {
        int colours = compression == 1 ? 256 : 0;
        int offset = 54 + 4 * colours;
        return joined(
                ascii("BM"),
                little(offset + content.length),
                new byte[4],
                little(offset),
                little(40),
                little(width),
                little(height),
                new byte[] {1, 0, (byte) (colours > 0 ? 8 : 24), 0},
                little(compression),
                little(content.length),
                new byte[8],
                little(colours),
                new byte[4],
                new byte[4 * colours],
                content);
    }

    /** A grey picture of strips that are all the same bytes. */
    private static byte[] strips(int width, int height, int rows, int compression, byte[] content) {
        return tiff(width, height, rows, compression, 1, content);
    }

    /** A grey picture whose strips are all the same bytes, turned as a camera says it is. */
    static byte[] tiff(int width, int height, int rows, int compression, int orientation, byte[] content) {
        int count = (height + rows - 1) / rows;
        int[][] entries = {
            {256, 4, 1, width},
            {257, 4, 1, height},
            {258, 3, 1, 8},
            {259, 3, 1, compression},
            {262, 3, 1, 1},
            {273, 4, count, 0},
            {274, 3, 1, orientation},
            {277, 3, 1, 1},
            {278, 4, 1, rows},
            {279, 4, count, 0}
        };
        int behind = 10 + 12 * entries.length + 4;
        int data = behind + (count > 1 ? 8 * count : 0);
        entries[5][3] = count > 1 ? behind : data;
        entries[9][3] = count > 1 ? behind + 4 * count : content.length;
        ByteBuffer file = ByteBuffer.allocate(data + content.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("II*\0")).putInt(8).putShort((short) entries.length);
        for (int[] entry : entries) {
            file.putShort((short) entry[0])
                    .putShort((short) entry[1])
                    .putInt(entry[2])
                    .putInt(entry[3]);
        }
        file.putInt(0);
        for (int i = 0; count > 1 && i < 2 * count; i++) {
            file.putInt(i < count ? data : content.length);
        }
        return file.put(content).array();
    }

    private static byte[] deflated(int zeros) {
        Deflater deflater = new Deflater(9);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] in = new byte[1 << 20];
        byte[] buffer = new byte[1 << 16];
        for (int left = zeros; left > 0; left -= in.length) {
            deflater.setInput(in, 0, Math.min(left, in.length));
            while (!deflater.needsInput()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    static byte[] spliced(byte[] file, int at, byte[] piece) {
        return joined(Arrays.copyOf(file, at), piece, Arrays.copyOfRange(file, at, file.length));
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] repeated(byte[] part, int times) {
        byte[] all = new byte[part.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(part, 0, all, i * part.length, part.length);
        }
        return all;
    }

    private static byte[] ff(int count) {
        byte[] all = new byte[count];
        Arrays.fill(all, (byte) 0xff);
        return all;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] big(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] big2(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] little2(int value) {
        return Arrays.copyOf(little(value), 2);
    }
}
