package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist.data.Images;
import org.mnist.data.Synthetic;
import org.mnist.network.Task;
import org.mnist.testing.TinyTask;
import org.mnist.vision.WholeReader.Answer;
import org.mnist.vision.WholeReader.Guess;

/** The picture, what the network saw of it, and bars as long as classes are probable. */
class WholeExplanationTest {
    private static final Theme THEME = Theme.LIGHT;
    private static final int GAP = 16;

    private static BufferedImage picture(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, 0xffe0b0);
        }
        return picture;
    }

    @Test
    void barsAreBesideWhatTheNetworkSaw() {
        Images seen = Synthetic.images(TinyTask.COLOURS, 1, 3);
        List<Guess> guesses = List.of(
                new Guess(1, "rose", 0.7),
                new Guess(3, "a cat & a dog", 0.2),
                new Guess(0, "traffic sign", 0.1),
                new Guess(2, "a name that is much too long for the room there is", 0));
        Sheet sheet = new Sheet(WholeExplanation.draw(picture(100, 60), new Answer(seen, guesses), THEME), THEME);
        assertThat(sheet.at(GAP + 50, GAP + 30)).isEqualTo(new Color(0xffe0b0));
        assertThat(sheet.at(GAP + 100, GAP + 30)).isEqualTo(THEME.ground());
        int top = 2 * GAP + 60;
        for (int at = 0; at < 1024; at++) {
            assertThat(sheet.at(GAP + at % 32 * 8, top + at / 32 * 8))
                    .isEqualTo(new Color(seen.at(0, at), seen.at(0, 1024 + at), seen.at(0, 2048 + at)));
        }
        assertThat(sheet.places("rose, 70.00 %", 16)).hasSize(1);
        int start = 2 * GAP + 256 + 170 + 8;
        int longest = 720 - GAP - 70 - start;
        for (int i = 0; i < 4; i++) {
            int bar = top + 40 + 20 * i + 9;
            int length = (int) Math.max(1, Math.round(longest * guesses.get(i).probability()));
            assertThat(sheet.part(start, bar, longest, 1).inRow(0, THEME.validation()))
                    .isEqualTo(length);
        }
        assertThat(sheet.places("a cat & a dog", 13)).hasSize(1);
        assertThat(sheet.places("20.00 %", 13)).hasSize(1);
        assertThat(sheet.places("a name that", 13)).hasSize(1);
        assertThat(sheet.places("there is", 13)).isEmpty();
    }

    /** A thousand classes are no thousand bars, and a large picture is shrunk. */
    @Test
    void itStaysWithinItsSize() {
        Task task = new Task(1, 128, 8, Task.numbers(0, 1000));
        Images seen = Synthetic.images(task, 1, 3);
        List<Guess> guesses = IntStream.range(0, 1000)
                .mapToObj(label -> new Guess(label, task.name(label), 0.001))
                .toList();
        BufferedImage drawn = WholeExplanation.draw(picture(4000, 3000), new Answer(seen, guesses), THEME);
        assertThat(drawn.getWidth()).isEqualTo(720);
        assertThat(drawn.getHeight()).isEqualTo(GAP + 480 + GAP + 280 + GAP);
        Sheet sheet = new Sheet(drawn, THEME);
        assertThat(sheet.places("11", 13)).isNotEmpty();
        assertThat(sheet.places("12", 13)).isEmpty();
    }
}
