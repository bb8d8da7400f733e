package org.mnist.engine.onednn.stage;

import java.nio.IntBuffer;
import java.util.stream.IntStream;
import org.mnist.base.Seeds;

/**
 * The source of dropout masks, which are a function of (seed, layer, step). Each number of a mask compares 16 bits of a hash of its place
 * with the share to drop, so a rate is kept to 1 part in 65,536. The loop is plain arithmetic on an array of ints, which
 * the Java compiler turns into vector instructions.
 */
public final class DropoutMasks {
    private static final int PIECE = 4096;

    private static final int SPREAD = 0x9E3779B9;

    private final int[] piece = new int[PIECE];

    /** Places in a piece, spread over all words; the compiler makes vectors of an array, not of a counter. */
    private final int[] places = IntStream.range(0, PIECE).map(i -> i * SPREAD).toArray();

    /**
     * Fills a mask for one step of training.
     *
     * @param mask its layer and rate
     * @param target its memory, four bytes a word
     * @param seed the seed of the training
     * @param step steps that the network has taken before
     */
    public void fill(DropoutMask mask, IntBuffer target, long seed, int step) {
        long key = Seeds.of(seed, "dropout", mask.layer(), step);
        int dropped = (int) Math.round(mask.rate() * (1 << 16));
        for (int from = 0; from < target.capacity(); from += PIECE) {
            hash(piece, places, from * SPREAD + (int) key, (int) (key >>> 32), dropped);
            target.put(from, piece, 0, Math.min(PIECE, target.capacity() - from));
        }
    }

    private static void hash(int[] piece, int[] places, int low, int high, int dropped) {
        for (int i = 0; i < piece.length; i++) {
            // Two rounds of multiply and shift spread every bit of the place over the whole word; two words for 4
            // bytes.
            int a = places[i] + low;
            a = (a ^ (a >>> 16)) * 0x21F0AAAD;
            a = ((a ^ (a >>> 15)) + high) * 0xD35A2D97;
            a ^= a >>> 15;
            int b = (a + 0x6A09E667) * 0x85EBCA6B;
            b = (b ^ (b >>> 13)) * 0xC2B2AE35;
            b ^= b >>> 16;
            int drops = (((a & 0xFFFF) - dropped) >>> 31)
                    | ((((a >>> 16) - dropped) >>> 31) << 8)
                    | ((((b & 0xFFFF) - dropped) >>> 31) << 16)
                    | ((((b >>> 16) - dropped) >>> 31) << 24);
            piece[i] = drops ^ 0x01010101;
        }
    }
}
