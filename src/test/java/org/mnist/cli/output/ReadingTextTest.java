package org.mnist.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist.testing.MnistForm;
import org.mnist.vision.Box;
import org.mnist.vision.Photo;
import org.mnist.vision.Recogniser.Guess;
import org.mnist.vision.Recogniser.Reading;

class ReadingTextTest {
    private static final Reading SEVEN = new Reading(guesses(7, 1), 1, 7);
    private static final Reading HARDLY_A_TWO = new Reading(guesses(2, 8), 1, null);

    /** The first with 75 %, the second with 20 %, the next in order with 5 %. */
    private static List<Guess> guesses(int first, int second) {
        List<Integer> others = IntStream.range(0, 10)
                .filter(digit -> digit != first && digit != second)
                .boxed()
                .toList();
        return IntStream.range(0, 10)
                .mapToObj(i -> i == 0
                        ? new Guess(first, 0.75)
                        : i == 1 ? new Guess(second, 0.2) : new Guess(others.get(i - 2), i == 2 ? 0.05 : 0))
                .toList();
    }

    private static Photo photo(int digits) {
        byte[] pixels = new byte[digits * MnistForm.PIXELS];
        for (int i = 0; i < digits; i++) {
            for (int y = 0; y < 4; y++) {
                pixels[i * MnistForm.PIXELS + y * MnistForm.SIDE + i] = (byte) 255; // a short line at the top
            }
        }
        return new Photo(
                new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB),
                1,
                List.of(new Box(10, 20, 30, 40), new Box(50, 60, 70, 80)).subList(0, digits),
                MnistForm.images(pixels, new byte[digits]));
    }

    @Test
    void oneDigitIsALineWithAsManyGuessesAsWereAskedFor() {
        assertThat(new ReadingText(1, false).of("a.png", photo(1), List.of(SEVEN)))
                .isEqualTo("a.png: 7 (75.00 %)\n");
        assertThat(new ReadingText(3, false).of("a.png", photo(1), List.of(SEVEN)))
                .isEqualTo("a.png: 7 (75.00 %), 1 (20.00 %), 0 (5.00 %)\n");
    }

    @Test
    void severalDigitsAreALineTogetherAndOneEachWithItsPlace() {
        assertThat(new ReadingText(2, false).of("b.png", photo(2), List.of(SEVEN, HARDLY_A_TWO)))
                .isEqualTo("""
                    b.png: 7?
                      7 (75.00 %), 1 (20.00 %)  at 10,20 30×40
                      ? is no clear digit; closest is 2 (75.00 %), 8 (20.00 %)  at 50,60 70×80
                    """);
    }

    @Test
    void nothingFoundIsSaid() {
        assertThat(new ReadingText(1, true).of("c.png", photo(0), List.of())).isEqualTo("c.png: no digit found\n");
    }

    /** Fourteen lines of two rows of pixels, and beside ten of them the digits with bars as long as they are probable. */
    @Test
    void aDrawingShowsThePixelsAndTheProbabilities() {
        List<String> lines = new ReadingText(1, true)
                .of("a.png", photo(1), List.of(SEVEN))
                .lines()
                .toList();
        assertThat(lines).hasSize(15);
        assertThat(lines.get(1)).isEqualTo("  |@" + " ".repeat(27) + "|");
        assertThat(lines.get(2)).isEqualTo("  |@" + " ".repeat(27) + "|");
        String blank = "  |" + " ".repeat(28) + "|";
        assertThat(lines.get(14)).isEqualTo(blank);
        for (int digit = 0; digit < 10; digit++) {
            String percent = digit == 7 ? "75.00 %" : digit == 1 ? "20.00 %" : digit == 0 ? " 5.00 %" : " 0.00 %";
            int bar = digit == 7 ? 18 : digit == 1 ? 5 : digit == 0 ? 1 : 0;
            assertThat(lines.get(3 + digit))
                    .isEqualTo(blank + "  " + digit + " " + percent + (bar == 0 ? "" : " " + "█".repeat(bar)));
        }
    }
}
