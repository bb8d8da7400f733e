package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges with their ends, and what is said of a value that lies outside. */
class CheckTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 5, 9})
    void aWholeNumberMayBeAnEndOfItsRange(long value) {
        assertThatCode(() -> Check.range("epochs", value, 1, 9)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 10, Long.MIN_VALUE})
    void aWholeNumberOutsideItsRangeIsRefused(long value) {
        assertThatThrownBy(() -> Check.range("epochs", value, 1, 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs is " + value + "; valid are whole numbers from 1 to 9");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void aNumberMayBeAnEndOfItsRange(double value) {
        assertThatCode(() -> Check.range("rate", value, 0.0, 1.0)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, 1.000001, Double.NaN, Double.POSITIVE_INFINITY})
    void aNumberOutsideItsRangeIsRefused(double value) {
        assertThatThrownBy(() -> Check.range("rate", value, 0.0, 1.0))
                .hasMessage("rate is " + value + "; valid are numbers from 0.0 to 1.0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.999})
    void belowTakesTheLowerEnd(double value) {
        assertThatCode(() -> Check.below("rate", value, 0, 1)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 2, Double.NaN})
    void belowRefusesTheUpperEnd(double value) {
        assertThatThrownBy(() -> Check.below("rate", value, 0, 1))
                .hasMessage("rate is " + value + "; valid are numbers from 0.0 to below 1.0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 3})
    void positiveTakesTheUpperEnd(double value) {
        assertThatCode(() -> Check.positive("lr", value, 3)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 3.1, Double.NaN})
    void positiveRefusesZero(double value) {
        assertThatThrownBy(() -> Check.positive("lr", value, 3))
                .hasMessage("lr is " + value + "; valid are numbers greater than 0, up to 3.0");
    }

    @Test
    void whatDoesNotHoldIsSaid() {
        assertThatCode(() -> Check.that(true, "unsaid")).doesNotThrowAnyException();
        assertThatThrownBy(() -> Check.that(false, "said")).hasMessage("said");
    }
}
