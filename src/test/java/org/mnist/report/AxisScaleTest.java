package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisScaleTest {
    @ParameterizedTest
    @CsvSource({
        "1, 0, 1",
        "2, 1, 2",
        "5, 2, 5",
        "1.5, 0.5, 1.5",
        "0.03, -4.5, 0.03",
        "7, 2.5, 7",
        "10, 3, 10",
        "0.1, -3, 0.1",
        "0.02, -5, 0.02",
        "0.005, -7, 0.005",
        "0, -18, 0.000001"
    })
    void roundLossesHaveRoundPlaces(double loss, double place, String name) {
        assertThat(AxisScale.LOGARITHM.place().applyAsDouble(loss)).isCloseTo(place, within(1e-9));
        assertThat(AxisScale.LOGARITHM.name().apply(place)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 1, 50",
        "0.9, 3, 90",
        "0.95, 4, 95",
        "0.98, 5, 98",
        "0.99, 6, 99",
        "0.998, 8, 99.8",
        "0.993, 6.5, 99.3",
        "0.9998, 11, 99.98",
        "1, 12, 100"
    })
    void roundAccuraciesHaveRoundPlaces(double share, double place, String name) {
        assertThat(AxisScale.NEAR_ONE.place().applyAsDouble(share)).isCloseTo(place, within(1e-9));
        assertThat(AxisScale.NEAR_ONE.name().apply(place)).isEqualTo(name);
    }

    @Test
    void placesRiseWithValues() {
        double before = Double.NEGATIVE_INFINITY;
        for (double value = 0.001; value < 100; value *= 1.07) {
            double place = AxisScale.LOGARITHM.place().applyAsDouble(value);
            assertThat(place).isGreaterThan(before);
            before = place;
        }
    }
}
