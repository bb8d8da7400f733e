package org.mnist.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist.data.Images;
import org.mnist.network.Shape;
import org.mnist.vision.WholeReader.Answer;
import org.mnist.vision.WholeReader.Guess;

class WholeTextTest {
    private static final List<Guess> GUESSES =
            List.of(new Guess(1, "Coat", 0.75), new Guess(0, "Shirt", 0.2), new Guess(2, "Bag", 0.05));

    /** Images whose left half is ink, in two of three channels. */
    private static Images half(int channels, int height, int width) {
        byte[] pixels = new byte[channels * height * width];
        for (int k = 0; k < pixels.length; k++) {
            boolean third = k / (height * width) == 2;
            pixels[k] = (byte) (!third && k % width < width / 2 ? 255 : 0);
        }
        return new Images(Shape.maps(channels, height, width), pixels, new int[1]);
    }

    @Test
    void aLineHasAsManyClassesAsWereAskedFor() {
        Answer answer = new Answer(half(1, 8, 8), GUESSES);
        assertThat(new WholeText(1, false).of("a.png", answer)).isEqualTo("a.png: Coat (75.00 %)\n");
        assertThat(new WholeText(3, false).of("a.png", answer))
                .isEqualTo("a.png: Coat (75.00 %), Shirt (20.00 %), Bag (5.00 %)\n");
    }

    /** Two rows are a line, a colour is as dark as its mean, and the classes stand in the middle. */
    @Test
    void aDrawingHasTheClassesBesideIt() {
        assertThat(new WholeText(1, true).of("a.png", new Answer(half(1, 10, 8), GUESSES)))
                .isEqualTo("""
                        a.png: Coat (75.00 %)
                          |@@@@    |
                          |@@@@    |  Coat  75.00 % ██████████████████
                          |@@@@    |  Shirt 20.00 % █████
                          |@@@@    |  Bag    5.00 % █
                          |@@@@    |
                        """);
        assertThat(new WholeText(1, true).of("a.png", new Answer(half(3, 8, 8), GUESSES)))
                .contains("  |****    |  Coat ");
    }

    /** A line of a terminal has no room for 128 columns. */
    @Test
    void aWideImageIsDrawnSmaller() {
        List<String> lines = new WholeText(1, true)
                .of("a.png", new Answer(half(1, 128, 128), GUESSES))
                .lines()
                .toList();
        assertThat(lines).hasSize(33);
        assertThat(lines.get(1)).isEqualTo("  |" + "@".repeat(32) + " ".repeat(32) + "|");
    }
}
