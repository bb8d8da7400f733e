package org.mnist.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist.config.ConfigLoader;
import org.mnist.config.ConfigLoader.Setting;

/** Ten epochs of ten steps at a highest rate of 1. */
class LearningRateScheduleTest {
    @Test
    void constant() {
        assertThat(rate("{kind: constant}", 0)).isEqualTo(1);
        assertThat(rate("{kind: constant}", 99)).isEqualTo(1);
    }

    @Test
    void stepFallsEverySoManyEpochs() {
        String step = "{kind: step, every: 3, factor: 0.1}";
        assertThat(rate(step, 29)).isEqualTo(1);
        assertThat(rate(step, 30)).isEqualTo(0.1);
        assertThat(rate(step, 60)).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void exponentialFallsALittleEveryIteration() {
        String exponential = "{kind: exponential, factor: 0.5}";
        assertThat(rate(exponential, 0)).isEqualTo(1);
        assertThat(rate(exponential, 10)).isEqualTo(0.5);
        assertThat(rate(exponential, 5)).isCloseTo(Math.sqrt(0.5), within(1e-12));
    }

    @Test
    void cosineEndsAtItsEnd() {
        String cosine = "{kind: cosine, end-factor: 0.1}";
        assertThat(rate(cosine, 0)).isEqualTo(1);
        assertThat(rate(cosine, 99)).isCloseTo(0.1, within(1e-12));
        assertThat((rate(cosine, 49) + rate(cosine, 50)) / 2).isCloseTo(0.55, within(1e-12));
    }

    /** PyTorch 2: OneCycleLR(max_lr=1, total_steps=100, pct_start=0.3, div_factor=25, final_div_factor=1e4). */
    @Test
    void oneCycleIsPyTorchs() {
        String cycle = "{kind: one-cycle, pct-start: 0.3, start-factor: 0.04, end-factor: 0.000004}";
        assertThat(rate(cycle, 0)).isCloseTo(0.04, within(1e-9));
        assertThat(rate(cycle, 29)).isCloseTo(1, within(1e-9));
        assertThat(rate(cycle, 99)).isCloseTo(4e-6, within(1e-9));
        assertThat(rate(cycle, 64)).isCloseTo((1 + 4e-6) / 2, within(1e-9));
    }

    @Test
    void warmupClimbsFromNearZero() {
        String warm = "{kind: cosine, warmup-epochs: 2}";
        assertThat(rate(warm, 0)).isEqualTo(0.05);
        assertThat(rate(warm, 9)).isEqualTo(0.5);
        assertThat(rate(warm, 19)).isEqualTo(1);
        assertThat(rate(warm, 20)).isEqualTo(1);
        assertThat(rate(warm, 99)).isCloseTo(0, within(1e-12));
    }

    @Test
    void everyRateIsBetweenZeroAndTheHighest() {
        for (String kind : List.of("constant", "step", "exponential", "cosine", "one-cycle")) {
            for (int i = 0; i < 100; i++) {
                assertThat(rate("{kind: " + kind + "}", i))
                        .as("%s at %d", kind, i)
                        .isBetween(0.0, 1.0);
            }
        }
        for (String share : List.of("0", "0.001", "0.999")) {
            for (int i = 0; i < 100; i++) {
                assertThat(rate("{kind: one-cycle, pct-start: " + share + "}", i))
                        .isBetween(0.0, 1.0);
            }
        }
    }

    private static double rate(String schedule, long iteration) {
        return new LearningRateSchedule(
                        ConfigLoader.load(
                                "mlp",
                                null,
                                List.of(
                                        new Setting("schedule", schedule, "--set"),
                                        new Setting("learning-rate", "1", "--lr"),
                                        new Setting("epochs", "10", "--epochs"))),
                        10)
                .at(iteration);
    }
}
