package org.mnist.cli;

import org.mnist.term.Console;
import org.mnist.term.Text;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;

/** Tells how training goes: a line an epoch, and on a terminal a live line within it. */
final class ProgressTalk implements TrainListener {
    private static final long REDRAW_NANOS = 200_000_000;
    private static final int BAR = 20;

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
        console.live(Text.format(
                "epoch %d/%d %s%s %3d %%  loss %.4f  accuracy %s  %.0f images/s  %s left",
                state.epochs() + 1,
                epochs,
                "█".repeat(filled),
                "░".repeat(BAR - filled),
                100L * state.steps() / stepsPerEpoch,
                state.lossSum() / state.images(),
                Text.percent((double) state.correct() / state.images()),
                state.images() / state.seconds(),
                Text.duration(left)));
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
