package org.mnist.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mnist.testing.Fixture;

/** What a sweep is estimated to take. */
class PlanTest {
    private static final List<Candidate> TWO = Candidate.of(List.of(
            new Candidate.Tried(Fixture.config("learning-rate", "0.1"), Map.of()),
            new Candidate.Tried(Fixture.config("learning-rate", "0.2"), Map.of())));

    private static Sweep.Plan plan(boolean scoreAll, List<Long> seeds) {
        Map<String, Cost> costs = Map.of(
                TWO.get(0).name(), new Cost(10, 8, 1),
                TWO.get(1).name(), new Cost(20, 4, 3));
        return new Sweep.Plan(TWO, seeds, costs, scoreAll, true);
    }

    @Test
    void theDearestMayBeTheBestAndIsScoredFromEverySeed() {
        Sweep.Plan plan = plan(false, List.of(1L, 2L, 3L));
        assertThat(plan.steps()).isEqualTo(90);
        assertThat(plan.seconds(1)).isEqualTo(3 * (8 + 4) + 3 * 3);
        assertThat(plan.seconds(2)).isEqualTo(3 * (8 + 4) / 2.0 + 2 * 3);
    }

    @Test
    void whereAllAreScoredEachCostsIt() {
        assertThat(plan(true, List.of(1L, 2L, 3L)).seconds(1)).isEqualTo(3 * (9 + 7));
    }

    @Test
    void theLongestTrainingIsNoShorterForProcessesThatWait() {
        assertThat(plan(true, List.of(1L)).seconds(8)).isEqualTo(9);
    }
}
