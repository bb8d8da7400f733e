package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.mnist.data.Images;
import org.mnist.testing.MnistForm;

class NearestNeighbourTest {
    private static final Images TWO_FOURS_AND_A_SEVEN =
            MnistForm.images(new byte[3 * MnistForm.PIXELS], new byte[] {4, 4, 7});
    private static final float[][] VECTORS = {{3, 0, 0, 0, 4}, {0, 2, 0, 0, 0}, {0, 0, 1, 0, 1}};
    private static final NearestNeighbour NEIGHBOURS = new NearestNeighbour(TWO_FOURS_AND_A_SEVEN, i -> VECTORS[i]);

    @Test
    void isTheCosineToTheMostSimilarOfTheClass() {
        assertThat(NEIGHBOURS.of(new float[] {0, 5, 0, 0, 0}, 4)).isEqualTo(1, within(1e-6));
        assertThat(NEIGHBOURS.of(new float[] {1, 0, 0, 0, 0}, 4)).isEqualTo(0.6, within(1e-6));
        assertThat(NEIGHBOURS.of(new float[] {0, 0, 0, 0, 2}, 4)).isEqualTo(0.8, within(1e-6));
        assertThat(NEIGHBOURS.of(new float[] {0, 0, 0, 0, 2}, 7)).isEqualTo(Math.sqrt(0.5), within(1e-6));
        assertThat(NEIGHBOURS.of(new float[] {0, 0, -1, 0, -1}, 7)).isEqualTo(-1, within(1e-6));
    }

    @Test
    void nothingIsLikeNothing() {
        assertThat(NEIGHBOURS.of(new float[5], 4)).isZero();
        assertThat(NEIGHBOURS.of(new float[] {1, 1, 1, 1, 1}, 0)).isZero();
    }
}
