package org.mnist.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist.data.Images;
import org.mnist.vision.Box;
import org.mnist.vision.Photo;
import org.mnist.vision.Recogniser.Guess;
import org.mnist.vision.Recogniser.Reading;

/** What {@code mnist predict} prints of a picture. */
class ReadingTextTest {
    private static final Reading SEVEN = reading(7, 7);
    private static final Reading NONE = reading(4, null);

    /** Half of the probability is for one digit, the next has a quarter, and so on. */
    private static Reading reading(int closest, Integer digit) {
        List<Guess> guesses = IntStream.range(0, 10)
                .mapToObj(i -> new Guess((closest + i) % 10, Math.pow(0.5, i + 1)))
                .toList();
        return new Reading(guesses, 1, 1, digit);
    }

    /** The first digit is a dash at the top left, the second an empty square. */
    private static Photo photo(int digits) {
        byte[] pixels = new byte[digits * Images.PIXELS];
        for (int x = 1; x < 5; x++) {
            pixels[x] = (byte) 255;
            pixels[Images.SIDE + x] = (byte) 255;
        }
        List<Box> boxes = List.of(new Box(10, 20, 30, 40), new Box(50, 60, 70, 80));
        return new Photo(
                new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY),
                1,
                boxes.subList(0, digits),
                new Images(pixels, new byte[digits]));
    }

    @Test
    void theMostProbableDigitsComeFirst() {
        assertThat(new ReadingText(3, false).of("a.png", photo(1), List.of(SEVEN)))
                .isEqualTo("a.png: 7 (50.00 %), 8 (25.00 %), 9 (12.50 %)\n");
        assertThat(new ReadingText(1, false).of("a.png", photo(1), List.of(NONE)))
                .isEqualTo("a.png: ? is hardly a digit; closest is 4 (50.00 %)\n");
    }

    @Test
    void severalHaveALineEach() {
        assertThat(new ReadingText(1, false).of("a.png", photo(2), List.of(SEVEN, NONE)))
                .isEqualTo("""
                    a.png: 7?
                      7 (50.00 %)  at 10,20 30×40
                      ? is hardly a digit; closest is 4 (50.00 %)  at 50,60 70×80
                    """);
    }

    @Test
    void aDigitIsDrawnAsTheNetworkSawIt() {
        List<String> lines = new ReadingText(1, true)
                .of("a.png", photo(1), List.of(SEVEN))
                .lines()
                .toList();
        assertThat(lines).hasSize(1 + Images.SIDE / 2);
        assertThat(lines.get(1)).isEqualTo("  | @@@@                       |");
        assertThat(lines.get(3)).isEqualTo("  |" + " ".repeat(28) + "|  0  6.25 % " + "█".repeat(2));
        assertThat(lines.get(10)).isEqualTo("  |" + " ".repeat(28) + "|  7 50.00 % " + "█".repeat(12));
    }
}
