package org.mnist.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes WebP, lossless, after its specification: pictures of two greys only, so that each pixel is a single bit. */
final class WebP {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int held;
    private int bits;

    private WebP() {}

    /** A file whose pixels are the one grey or the other, row by row. */
    static byte[] twoGreys(int width, int height, int dark, int light, boolean[] isLight) {
        WebP image = new WebP();
        image.put(0x2f, 8);
        image.put(width - 1, 14);
        image.put(height - 1, 14);
        image.put(0, 1); // no transparency
        image.put(0, 3); // version
        image.put(0, 3); // no transforms, no cache of colours, one group of codes
        for (int channel = 0; channel < 3; channel++) { // green, red, blue
            image.code(dark, light);
        }
        image.code(255); // opaque
        image.code(0); // no distances
        for (boolean pixel : isLight) {
            image.put(pixel ? 0b111 : 0, 3); // the first symbol of each code has the bit 0
        }
        image.put(0, 16);
        byte[] data = image.bytes.toByteArray();
        int padded = data.length + data.length % 2;
        return ByteBuffer.allocate(20 + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(12 + padded)
                .put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data)
                .array();
    }

    /** A code of one symbol, which takes no bits, or of two, which take one. */
    private void code(int... symbols) {
        put(1, 1);
        put(symbols.length - 1, 1);
        put(1, 1); // the first symbol is written in eight bits
        for (int symbol : symbols) {
            put(symbol, 8);
        }
    }

    private void put(int value, int count) {
        for (int i = 0; i < count; i++) {
            held |= (value >> i & 1) << bits;
            if (++bits == 8) {
                bytes.write(held);
                held = 0;
                bits = 0;
            }
        }
    }
}
