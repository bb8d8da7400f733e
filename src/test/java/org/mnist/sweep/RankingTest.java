package org.mnist.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static TrialResult trial(
            String configuration, long seed, double accuracy, double loss, @Nullable Double test) {
        return new TrialResult(
                configuration + "-s" + seed,
                configuration,
                "net",
                seed,
                Map.of(),
                3,
                2,
                accuracy,
                loss,
                10,
                "cpu",
                test);
    }

    @Test
    void theMeanDecidesThenTheLossAndTestAccuraciesNever() {
        List<Ranking.Ranked> ranking = Ranking.of(
                List.of(
                        trial("low", 1, 0.90, 0.1, 0.99),
                        trial("low", 2, 0.94, 0.1, 0.99),
                        trial("tied-and-more-loss", 1, 0.95, 0.3, 0.98),
                        trial("tied-and-more-loss", 2, 0.95, 0.3, 0.98),
                        trial("tied-with-less-loss", 1, 0.93, 0.2, 0.10),
                        trial("tied-with-less-loss", 2, 0.97, 0.2, 0.20)),
                2);
        assertThat(ranking)
                .extracting(Ranking.Ranked::configuration)
                .containsExactly("tied-with-less-loss", "tied-and-more-loss", "low");
        Ranking.Ranked best = ranking.get(0);
        assertThat(best.valAccuracy()).isCloseTo(0.95, within(1e-12));
        // the sample's deviation of 0.93 and 0.97 is 0.0283, and its error that by the root of 2
        assertThat(best.standardError()).isCloseTo(0.02, within(1e-12));
        assertThat(best.testAccuracy()).isCloseTo(0.15, within(1e-12));
        assertThat(best.testDeviation()).isCloseTo(0.0707107, within(1e-6));
    }

    /** A configuration of which the unlucky seed has failed would be ahead by luck. */
    @Test
    void thoseWithFailuresComeLast() {
        List<Ranking.Ranked> ranking = Ranking.of(
                List.of(
                        trial("whole", 1, 0.5, 1, null),
                        trial("whole", 2, 0.5, 1, null),
                        trial("half", 1, 0.9, 1, null)),
                2);
        assertThat(ranking).extracting(Ranking.Ranked::configuration).containsExactly("whole", "half");
        assertThat(ranking.get(1).standardError()).isNull();
        assertThat(ranking.get(0).testAccuracy()).isNull();
    }

    @Test
    void alikeAreThoseWithinTheErrorOfTheDifference() {
        List<Ranking.Ranked> ranking = Ranking.of(
                List.of(
                        trial("best", 1, 0.94, 1, null),
                        trial("best", 2, 0.96, 1, null), // 0.95 ± 0.01
                        trial("near", 1, 0.93, 1, null),
                        trial("near", 2, 0.945, 1, null), // 0.9375 ± 0.0075: 0.0125 apart, and the error is 0.0125
                        trial("far", 1, 0.93, 1, null),
                        trial("far", 2, 0.93, 1, null)),
                2);
        assertThat(Ranking.alike(ranking))
                .extracting(Ranking.Ranked::configuration)
                .containsExactly("near");
    }
}
