package org.mnist.cli;

import org.mnist.term.Console;
import org.mnist.term.Text;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;

/** Tells how training goes: a line an epoch, and on a terminal a live line within it. */
final class ProgressTalk implements TrainListener {
    private static final long REDRAW_NANOS = 200_000_000;
    private static final int BAR = 8;

    private final Console console;
    private final int epochs;
    private long drawn;

    ProgressTalk(Console console, int epochs) {
        this.console = console;
        this.epochs = epochs;
    }

    @Override
    public void onStep(TrainState state, int stepsPerEpoch) {
        long now = System.nanoTime();
        if (!console.isLive() || now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        int filled = (int) ((long) BAR * state.steps() / stepsPerEpoch);
        double left = state.seconds() / state.steps() * (stepsPerEpoch - state.steps());
        // What matters most comes first: a narrow terminal cuts off the end.
        console.live(Text.format(
                "epoch %d/%d %3d %% %s%s  %s left  %.0f images/s  loss %.4f  %s",
                state.epochs() + 1,
                epochs,
                100L * state.steps() / stepsPerEpoch,
                "█".repeat(filled),
                "░".repeat(BAR - filled),
                Text.duration(left),
                state.images() / state.seconds(),
                state.lossSum() / state.images(),
                Text.percent((double) state.correct() / state.images())));
    }

    @Override
    public void onEpoch(EpochResult result, TrainState state) {
        String validation = result.hasValidation()
                ? Text.format(
                        "  val loss %.4f  val accuracy %s%s",
                        result.valLoss(),
                        Text.percent(result.valAccuracy()),
                        state.best().epoch() == result.epoch() ? "  best" : "")
                : "";
        console.say(Text.format(
                "epoch %d/%d  loss %.4f  accuracy %s%s  %s  %.0f images/s",
                result.epoch(),
                epochs,
                result.trainLoss(),
                Text.percent(result.trainAccuracy()),
                validation,
                Text.duration(result.seconds()),
                result.imagesPerSecond()));
    }
}
