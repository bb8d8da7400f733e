package org.mnist.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the formulae of docs/comparing.md: in the first test by hand, in the second in whole numbers. */
class SignificanceTest {
    private static final double Z = 1.959963984540054;

    @ParameterizedTest
    @CsvSource({"9855, 10000", "0, 10", "10, 10", "1, 2", "1, 1", "59999, 60000", "7, 1000"})
    void theIntervalIsWilsons(int correct, int images) {
        double share = (double) correct / images;
        double square = Z * Z / images;
        double middle = (share + square / 2) / (1 + square);
        double half = Z * Math.sqrt(share * (1 - share) / images + square / images / 4) / (1 + square);
        Significance.Interval interval = Significance.wilson(correct, images);
        assertThat(interval.low()).isCloseTo(middle - half, within(1e-9)).isBetween(0.0, share);
        assertThat(interval.high()).isCloseTo(middle + half, within(1e-9)).isBetween(share, 1.0);
    }

    /** A hand's figures, so that the formula above is not the only witness. */
    @Test
    void anAccuracyOfTenThousandImagesIsKnownToAQuarterOfAPoint() {
        Significance.Interval interval = Significance.wilson(9855, 10_000);
        assertThat(interval.low()).isCloseTo(0.982_964, within(1e-6));
        assertThat(interval.high()).isCloseTo(0.987_663, within(1e-6));
    }

    /** All pairs of counts up to 40, and some large ones, by summing binomial coefficients. */
    @Test
    void theTestIsTheExactOne() {
        for (int first = 0; first <= 40; first++) {
            for (int second = 0; second <= 40; second++) {
                assertExact(first, second);
            }
        }
        assertExact(25, 121);
        assertExact(500, 431);
    }

    private static void assertExact(int first, int second) {
        int all = first + second;
        BigInteger ways = BigInteger.ZERO;
        BigInteger coefficient = BigInteger.ONE;
        for (int i = 0; i <= Math.min(first, second); i++) {
            ways = ways.add(coefficient);
            coefficient = coefficient.multiply(BigInteger.valueOf(all - i)).divide(BigInteger.valueOf(i + 1));
        }
        double tails = new BigDecimal(ways.shiftLeft(1))
                .divide(new BigDecimal(BigInteger.ONE.shiftLeft(all)), MathContext.DECIMAL64)
                .doubleValue();
        double p = Significance.mcnemar(first, second);
        assertThat(p).as(first + " and " + second).isCloseTo(Math.min(1, tails), within(1e-10 * Math.max(1e-6, tails)));
        assertThat(Significance.mcnemar(second, first)).isEqualTo(p);
    }

    @Test
    void imagesThatBothGotWrongCountForNothing() {
        assertThat(Significance.without(List.of(1, 5, 9, 12), List.of(5, 12, 13)))
                .isEqualTo(2);
        assertThat(Significance.without(List.of(), List.of(5))).isZero();
        assertThat(Significance.without(List.of(5), List.of())).isEqualTo(1);
    }
}
