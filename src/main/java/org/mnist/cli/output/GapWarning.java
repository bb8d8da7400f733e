package org.mnist.cli.output;

import java.util.function.Consumer;
import org.mnist.base.Text;
import org.mnist.config.TrainConfig;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;

/** A line, once, where training accuracy is far above validation accuracy from the first epochs on. */
public final class GapWarning implements TrainListener {
    /** Epochs that must all show it; one alone may be the start's. */
    private static final int EPOCHS = 3;

    /** Share of the images by which training must be ahead. */
    private static final double GAP = 0.15;

    private final TrainConfig config;
    private final Consumer<String> log;

    /** A listener to the training of a configuration that says its line to {@code log}. */
    public GapWarning(TrainConfig config, Consumer<String> log) {
        this.config = config;
        this.log = log;
    }

    @Override
    public void onEpoch(EpochResult result, TrainState state) {
        if (result.epoch() == EPOCHS && state.history().stream().allMatch(GapWarning::isWide)) {
            log.accept(Text.format(
                    "warning: training accuracy (%s) is far above validation accuracy (%s) from the first epochs on;"
                            + " usual causes: too few images for so large a network, images held out that are unlike the"
                            + " others%s, wrong labels, or batch norm after few steps (more epochs, a smaller --batch)",
                    Text.percent(result.trainAccuracy()),
                    Text.percent(result.valAccuracy()),
                    config.split() == TrainConfig.SplitMethod.STRATIFIED ? "" : " (--set split=stratified)"));
        }
    }

    private static boolean isWide(EpochResult result) {
        return result.hasValidation() && result.trainAccuracy() - result.valAccuracy() > GAP;
    }
}
