package org.mnist.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProbabilitiesTest {
    private static final float[] FIRST = {1, 0, 0.5f};
    private static final float[] SECOND = {0, 0.5f, 0.25f};
    private static final float[] THIRD = {0.5f, 0.25f, 0};

    /** No member is the mean, neither the first nor the last. */
    @Test
    void theMeanIsOfAllMembersAlike() {
        assertThat(Probabilities.mean(List.of(FIRST, SECOND, THIRD))).containsExactly(0.5f, 0.25f, 0.25f);
        assertThat(Probabilities.mean(List.of(THIRD, SECOND, FIRST))).containsExactly(0.5f, 0.25f, 0.25f);
    }

    @Test
    void theMeanLeavesTheMembersAsTheyAre() {
        float[] only = {0.3f, 0.7f};
        float[] mean = Probabilities.mean(List.of(only, only));
        mean[0] = 9;
        assertThat(only).containsExactly(0.3f, 0.7f);
    }
}
