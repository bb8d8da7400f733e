package org.mnist.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Failure;

class ValuesTest {
    @Test
    void commasSeparateValuesButNotThoseOfAGroup() {
        assertThat(choices("0.1, 0.2,3")).containsExactly("0.1", "0.2", "3");
        assertThat(choices("nadam")).containsExactly("nadam");
        assertThat(choices("{kind: sgd, momentum: 0.9},{kind: [a, b]}"))
                .containsExactly("{kind: sgd, momentum: 0.9}", "{kind: [a, b]}");
    }

    private static List<String> choices(String text) {
        return ((Values.Choices) Values.parse(text, "--set x")).all();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1,",
                ",1",
                "1,,2",
                "1,1",
                "log:0..1",
                "log:-1..1",
                "log:2..1",
                "log:1..1",
                "log:a..1",
                "log:..1",
                "log:1..",
                "uniform:1..0",
                "uniform:NaN..1",
                "uniform:0..Infinity",
                "uniform:0..1f",
                "int:1..2.5",
                "int:5..5",
                "int:1e20..2e20"
            })
    void whatIsNeitherAListNorARangeIsRefused(String text) {
        assertThatThrownBy(() -> Values.parse(text, "--set x=" + text))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.USAGE))
                .hasMessageStartingWith("--set x=" + text + ": ");
    }

    @ParameterizedTest
    @CsvSource({
        "log:1e-4..1e-2, 0.0001, 0.01, 0.001",
        "uniform:-0.5..0.5, -0.5, 0.5, 0",
        "int:5..20, 5, 20, 12.5",
    })
    void drawnNumbersFillTheRangeEvenlyOnItsScale(String text, double low, double high, double middle) {
        SplittableRandom random = new SplittableRandom(1);
        Values values = Values.parse(text, "");
        double[] drawn = Stream.generate(() -> values.draw(random))
                .limit(4000)
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(Arrays.stream(drawn).allMatch(number -> number >= low && number <= high))
                .isTrue();
        long below = Arrays.stream(drawn).filter(number -> number < middle).count();
        assertThat(below).as("as often below the middle as above").isBetween(1850L, 2150L);
    }

    /** Where only the last digits of a number differ, those are what is drawn. */
    @Test
    void aNarrowRangeHasManyValues() {
        SplittableRandom random = new SplittableRandom(3);
        Values narrow = Values.parse("uniform:0.999..0.9999", "");
        assertThat(Stream.generate(() -> narrow.draw(random))
                        .limit(200)
                        .distinct()
                        .count())
                .isGreaterThan(150);
        Values wide = Values.parse("log:1e-200..1e200", "");
        assertThat(Stream.generate(() -> wide.draw(random))
                        .limit(50)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .doesNotHaveDuplicates();
    }

    @Test
    void bothEndsOfAWholeRangeAreDrawnAndNumbersAreShort() {
        SplittableRandom random = new SplittableRandom(2);
        Values whole = Values.parse("int:1..3", "");
        assertThat(Stream.generate(() -> whole.draw(random)).limit(200)).containsOnly("1", "2", "3");
        Values rates = Values.parse("log:1e-6..1", "");
        assertThat(Stream.generate(() -> rates.draw(random)).limit(200))
                .allSatisfy(text -> assertThat(
                                new BigDecimal(text).stripTrailingZeros().precision())
                        .isLessThanOrEqualTo(4));
    }
}
