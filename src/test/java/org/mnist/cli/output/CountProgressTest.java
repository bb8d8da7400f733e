package org.mnist.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.mnist.base.Console;

class CountProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void showsHowManyAreDoneAndHowLongTheOthersTake() {
        CountProgress progress = new CountProgress(console(true), 10_000);
        assertThat(progress.line(2_500, 0, 500))
                .isEqualTo("█████░░░░░░░░░░░░░░░ 2,500/10,000  5.0/s  25 min 00 s left");
        assertThat(progress.line(10_000, 3, 500))
                .isEqualTo("████████████████████ 10,000/10,000  20.0/s  0.0 s left  3 failed");
    }

    @Test
    void drawsOnTerminalsOnlyAndNowAndThen() throws InterruptedException {
        for (boolean terminal : new boolean[] {true, false}) {
            err.reset();
            CountProgress progress = new CountProgress(console(terminal), 3);
            progress.show(1, 0);
            assertThat(err.size()).as("at once").isZero();
            Thread.sleep(250);
            progress.show(2, 1);
            progress.show(2, 1);
            Thread.sleep(250);
            progress.show(3, 1);
            String drawn = err.toString(StandardCharsets.UTF_8);
            if (terminal) {
                assertThat(drawn)
                        .startsWith("\r█")
                        .containsOnlyOnce("2/3")
                        .contains("1 failed")
                        .doesNotContain("3/3");
            } else {
                assertThat(drawn).isEmpty();
            }
        }
    }

    private Console console(boolean terminal) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Console(stream, stream, terminal, 100, false);
    }
}
