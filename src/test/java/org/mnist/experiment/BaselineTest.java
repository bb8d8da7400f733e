package org.mnist.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.mnist.base.Failure;

class BaselineTest {
    private static final Measurement BEFORE = measured("lenet5", 0.990, 0.991, 0.989, 0.990);

    @Test
    void aDropWithinTheSpreadIsChance() {
        assertThat(regressions(List.of(BEFORE), List.of(measured("lenet5", 0.990, 0.988, 0.991))))
                .isEmpty();
        assertThat(regressions(List.of(BEFORE), List.of(measured("lenet5", 0.995, 0.996, 0.995))))
                .isEmpty();
    }

    @Test
    void aDropFarBeyondTheSpreadIsARegression() {
        assertThat(regressions(List.of(BEFORE), List.of(measured("lenet5", 0.970, 0.971, 0.969, 0.970))))
                .singleElement()
                .asString()
                .startsWith("lenet5 fell from 99.00 % to 97.00 % (Welch's test, p = ");
        assertThat(regressions(List.of(measured("mlp", 0.97, 0.97)), List.of(measured("mlp", 0.969, 0.969))))
                .hasSize(1);
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        assertThatThrownBy(() -> regressions(List.of(BEFORE), List.of(measured("mlp", 0.9, 0.9))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("it does not measure mlp; leave that out");
        assertThatThrownBy(() -> regressions(
                        List.of(BEFORE),
                        List.of(measured("lenet5", 0.99, 0.99), measured("mlp", 0.9, 0.9), measured("cnn", 0.9, 0.9))))
                .as("it is not enough that one is in both")
                .hasMessageContaining("it does not measure mlp, cnn; leave that out");
        assertThatThrownBy(() -> regressions(List.of(BEFORE), List.of()))
                .hasMessageContaining("it does not measure what is here");
        assertThatThrownBy(() -> regressions(List.of(BEFORE), List.of(measured("lenet5", 0.9))))
                .hasMessageContaining("at least two seeds");
    }

    @Test
    void speedsAreMedians() {
        Measurement measurement = new Measurement(
                "a",
                "hash",
                1,
                1,
                "dl4j",
                "f32",
                64,
                1,
                100,
                null,
                List.of(run(1, 0.9, 100), run(2, 0.9, 300), run(3, 0.9, 110)));
        assertThat(measurement.over(Measurement.Run::trainImagesPerSecond).getPercentile(50))
                .isEqualTo(110);
    }

    /** The judgement says what was compared, and the chance of so low a mean whichever way it went. */
    @Test
    void aJudgementHasBothMeansAndTheChance() {
        Gate fallen = judged(BEFORE, measured("lenet5", 0.970, 0.971, 0.969, 0.970));
        assertThat(fallen.threshold()).isCloseTo(0.990, within(1e-12));
        assertThat(fallen.value()).isCloseTo(0.970, within(1e-12));
        assertThat(fallen.passed()).isFalse();
        assertThat(fallen.p()).isLessThan(1e-6);
        Gate better = judged(measured("lenet5", 0.970, 0.971, 0.969, 0.970), BEFORE);
        assertThat(better.passed()).isTrue();
        assertThat(better.p()).isCloseTo(1 - fallen.p(), within(1e-12));
        assertThat(judged(measured("mlp", 0.97, 0.97), measured("mlp", 0.97, 0.97))
                        .p())
                .isEqualTo(1);
        assertThat(judged(measured("mlp", 0.97, 0.97), measured("mlp", 0.96, 0.96)))
                .isEqualTo(new Gate(0.97, 0.96, false, 0.0));
        // t = 0.685994 at 2.861386 degrees of freedom (Welch and Satterthwaite), Student's density integrated by
        // Simpson's rule
        assertThat(judged(BEFORE, measured("lenet5", 0.989, 0.988, 0.991)).p()).isCloseTo(0.272079, within(1e-6));
    }

    private static Gate judged(Measurement before, Measurement now) {
        return Baseline.judge(List.of(before), List.of(now)).get(0).gate();
    }

    private static List<String> regressions(List<Measurement> before, List<Measurement> now) {
        Baseline.requireComparable(before, Baseline.sides(now));
        return Baseline.judge(before, now).stream()
                .flatMap(judgement -> judgement.regression().stream())
                .toList();
    }

    private static Measurement measured(String arch, double... accuracies) {
        return new Measurement(
                arch,
                "hash",
                1,
                1,
                "dl4j",
                "f32",
                64,
                1,
                100,
                null,
                DoubleStream.of(accuracies).mapToObj(a -> run(1, a, 100)).toList());
    }

    private static Measurement.Run run(long seed, double accuracy, double speed) {
        return new Measurement.Run(seed, "dl4j", accuracy, accuracy, null, 1, 1, speed, 10 * speed, 1, 1.0, null);
    }
}
