package org.mnist.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many windows fit on a line of pixels, and how many zeros lie around it. */
class PaddingTest {
    @ParameterizedTest
    @CsvSource({
        // padding, pixels, window, stride; windows, zeros before, zeros after
        "valid, 28, 5, 1, 24, 0, 0",
        "valid, 7, 3, 2, 3, 0, 0",
        "valid, 8, 3, 2, 3, 0, 0",
        "valid, 3, 3, 1, 1, 0, 0",
        "valid, 2, 3, 1, 0, 0, 0",
        "same, 28, 5, 1, 28, 2, 2",
        "same, 28, 4, 1, 28, 1, 2",
        "same, 28, 3, 2, 14, 0, 1",
        "same, 7, 3, 2, 4, 1, 1",
        "same, 9, 2, 5, 2, 0, 0",
        "2, 7, 3, 1, 9, 2, 2",
        "1, 7, 4, 2, 3, 1, 1",
    })
    void windowsAndZerosAreThoseOfTensorFlow(
            String padding, int pixels, int window, int stride, int windows, int before, int after) {
        Padding read = Padding.parse(padding.matches("\\d+") ? (Object) Integer.valueOf(padding) : padding);
        assertThat(read.output(pixels, window, stride)).isEqualTo(windows);
        assertThat(read.edges(pixels, window, stride)).isEqualTo(new Padding.Edges(before, after));
    }

    @Test
    void isReadInEachOfItsFormsAndWrittenInTheSame() {
        assertThat(Padding.parse("same")).isEqualTo(Padding.SAME);
        assertThat(Padding.parse("valid")).isEqualTo(Padding.VALID);
        assertThat(Padding.parse(0)).isEqualTo(Padding.VALID);
        assertThat(Padding.parse(28)).isEqualTo(new Padding(false, 28));
        assertThat(Padding.SAME.value()).isEqualTo("same");
        assertThat(Padding.VALID.value()).isEqualTo("valid");
        assertThat(new Padding(false, 3).value()).isEqualTo(3);
    }

    @Test
    void whatItCannotBeIsRefused() {
        for (Object bad : new Object[] {"full", 1.5, true, 1L << 32}) {
            assertThatThrownBy(() -> Padding.parse(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("padding is " + bad + "; valid are");
        }
        for (int bad : new int[] {-1, 129}) {
            assertThatThrownBy(() -> Padding.parse(bad))
                    .hasMessage("padding is " + bad + "; valid are whole numbers from 0 to 128");
        }
    }
}
