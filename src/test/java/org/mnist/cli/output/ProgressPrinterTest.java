package org.mnist.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist.base.Console;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

/** A line an epoch, each figure under its head; on a terminal a live line that counts the time that is left. */
class ProgressPrinterTest {
    private static final EpochResult ONE = new EpochResult(1, 0.5, 0.81, 0.4, 0.92, 0.001, 12.34, 4321);
    private static final EpochResult TWO = new EpochResult(2, 0.25, 0.95, 0.5, 0.91, 0.001, 8, 6000);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(boolean terminal) {
        return new Console(print(out), print(err), terminal, 200, false);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static TrainState after(EpochResult... epochs) {
        return new TrainState(List.of(epochs), 0, 0, 0, 0, 0);
    }

    @Test
    void anEpochIsALine() {
        ProgressPrinter printer = new ProgressPrinter(console(false), 10);
        printer.onEpoch(ONE, after(ONE));
        printer.onEpoch(TWO, after(ONE, TWO));
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "               loss  accuracy  val loss  val accuracy        time  images/s",
                        "epoch  1/10  0.5000   81.00 %    0.4000  92.00 % best      12.3 s     4,321",
                        "epoch  2/10  0.2500   95.00 %    0.5000  91.00 %            8.0 s     6,000");
        assertThat(out.size()).isZero();
    }

    @Test
    void withoutValidationThereIsADash() {
        EpochResult unseen = new EpochResult(1, 0.5, 0.81, Double.NaN, Double.NaN, 0.001, 12.34, 4321);
        new ProgressPrinter(console(false), 1).onEpoch(unseen, after(unseen));
        assertThat(err.toString(StandardCharsets.UTF_8).lines().skip(1))
                .containsExactly("epoch 1/1  0.5000   81.00 %         –  –                 12.3 s     4,321");
    }

    @Test
    void theLiveLineTellsWhatIsLeft() {
        ProgressPrinter printer = new ProgressPrinter(console(true), 3);
        // Four of ten steps of the second epoch in 2 s: six steps and ten more are left, half a second each.
        printer.onStep(new TrainState(List.of(ONE), 4, 80, 150, 160, 2), 10);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("epoch 2/3  ███░░░░░  40 %  loss 0.5000  80/s  8.0 s left");
    }
}
