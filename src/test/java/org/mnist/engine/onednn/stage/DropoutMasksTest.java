package org.mnist.engine.onednn.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.IntBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutMasksTest {
    private static final int WORDS = 100_000;

    private final DropoutMasks masks = new DropoutMasks();

    private int[] mask(double rate, long seed, int layer, int step) {
        IntBuffer buffer = IntBuffer.allocate(WORDS);
        masks.fill(new DropoutMask(layer, rate, null), buffer, seed, step);
        return buffer.array();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.25, 0.5, 0.9})
    void dropsTheShareThatItSays(double rate) {
        int kept = 0;
        for (int word : mask(rate, 1, 2, 3)) {
            assertThat(word & 0xFEFEFEFE).isZero();
            kept += Integer.bitCount(word);
        }
        double sigma = Math.sqrt(rate * (1 - rate) / (4.0 * WORDS));
        assertThat(1 - kept / (4.0 * WORDS)).isCloseTo(rate, within(4 * sigma + 1.0 / (1 << 16)));
    }

    /** Neighbours, bytes of a word, and places a piece apart agree as often as chance has it. */
    @Test
    void dropsIndependently() {
        int[] mask = mask(0.5, 1, 2, 3);
        for (int distance : new int[] {1, 2, 3, 4, 8, 16, 32, 64, 784, 4 * 4096}) {
            int same = 0;
            int pairs = 4 * WORDS - distance;
            for (int i = 0; i < pairs; i++) {
                same += kept(mask, i) == kept(mask, i + distance) ? 1 : 0;
            }
            assertThat((double) same / pairs).as("distance %d", distance).isCloseTo(0.5, within(0.005));
        }
    }

    private static int kept(int[] mask, int at) {
        return mask[at / 4] >>> (8 * (at % 4)) & 1;
    }

    @Test
    void isAFunctionOfSeedLayerAndStep() {
        assertThat(mask(0.3, 1, 2, 3)).isEqualTo(mask(0.3, 1, 2, 3));
        assertThat(mask(0.3, 1, 2, 3))
                .isNotEqualTo(mask(0.3, 2, 2, 3))
                .isNotEqualTo(mask(0.3, 1, 3, 3))
                .isNotEqualTo(mask(0.3, 1, 2, 4));
    }
}
