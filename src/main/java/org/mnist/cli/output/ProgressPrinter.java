package org.mnist.cli.output;

import java.util.Optional;
import org.mnist.base.Console;
import org.mnist.base.Text;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;

/** The progress of a training for a person: a line an epoch, and on a terminal a live line within it. */
public final class ProgressPrinter implements TrainListener {
    private static final long REDRAW_NANOS = 200_000_000;
    private static final int BAR = 8;
    private static final String HEADS = "loss  accuracy  val loss  val accuracy        time  images/s";

    private final Console console;
    private final int epochs;
    private final int digits;
    private long drawn;
    private Optional<EpochResult> before = Optional.empty();

    /**
     * A printer.
     *
     * @param console gets the lines
     * @param epochs how many epochs there are to be
     */
    public ProgressPrinter(Console console, int epochs) {
        this.console = console;
        this.epochs = epochs;
        digits = Integer.toString(epochs).length();
    }

    @Override
    public void onStep(TrainState state, int stepsPerEpoch) {
        long now = System.nanoTime();
        if (!console.isLive() || now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        int filled = (int) ((long) BAR * state.steps() / stepsPerEpoch);
        long stepsLeft = (long) stepsPerEpoch * (epochs - state.epochs()) - state.steps();
        // What matters most comes first: a narrow terminal cuts off the end.
        console.live(Text.format(
                "%s  %s%s %3d %%  loss %.4f%s  %,.0f/s  %s left",
                epoch(state.epochs() + 1),
                "█".repeat(filled),
                "░".repeat(BAR - filled),
                100L * state.steps() / stepsPerEpoch,
                state.lossSum() / state.images(),
                before.filter(EpochResult::hasValidation)
                        .map(epoch -> "  val " + Text.percent(epoch.valAccuracy()))
                        .orElse(""),
                state.images() / state.seconds(),
                Text.duration(state.seconds() / state.steps() * stepsLeft)));
    }

    @Override
    public void onEpoch(EpochResult result, TrainState state) {
        if (before.isEmpty()) {
            console.info(" ".repeat(epoch(0).length() + 4) + HEADS);
        }
        before = Optional.of(result);
        console.info(Text.format(
                "%s  %6.4f  %8s  %8s  %-12s  %10s  %,8.0f",
                epoch(result.epoch()),
                result.trainLoss(),
                Text.percent(result.trainAccuracy()),
                result.hasValidation() ? Text.format("%.4f", result.valLoss()) : Text.NONE,
                validation(result, state),
                Text.duration(result.seconds()),
                result.imagesPerSecond()));
    }

    private static String validation(EpochResult result, TrainState state) {
        if (!result.hasValidation()) {
            return Text.NONE;
        }
        return Text.percent(result.valAccuracy()) + (state.best().epoch() == result.epoch() ? " best" : "");
    }

    private String epoch(int number) {
        return Text.format("epoch %" + digits + "d/%d", number, epochs);
    }
}
