package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as people read them, about the places where their form changes. */
class TextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "4.24, 4.2 s",
        "59.94, 59.9 s",
        "60, 1 min 00 s",
        "65, 1 min 05 s",
        "3599, 59 min 59 s",
        "3600, 1 h 00 min",
        "3659, 1 h 00 min",
        "3660, 1 h 01 min",
        "90061, 25 h 01 min"
    })
    void aDurationHasTheUnitsThatFitIt(double seconds, String text) {
        assertThat(Text.duration(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0.00 %", "0.98534|98.53 %", "1|100.00 %"})
    void aShareIsAPercentage(double share, String text) {
        assertThat(Text.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"7|7", "999|999", "1000|1,000", "-1234567|-1,234,567"})
    void aCountHasCommas(long number, String text) {
        assertThat(Text.count(number)).isEqualTo(text);
    }
}
