package org.mnist.cli.output;

import java.nio.file.Path;
import org.mnist.base.Console;
import org.mnist.base.Text;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.data.TrainValSplit;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

/** The lines about a training that is about to start, or would be. */
public final class TrainingText {
    private TrainingText() {}

    /**
     * Says what is about to be trained on what, and where.
     *
     * @param run the run folder
     */
    public static void announce(Console console, TrainConfig config, Dataset dataset, Path run) {
        if (dataset.isSample()) {
            console.info("SAMPLE: a tenth of MNIST; its figures say nothing about the real test set");
        }
        console.info(
                console.isLive()
                        ? LayerTable.of(config) + "\n"
                        : Text.format(
                                "%s: %s parameters, %s trainable",
                                config.name(),
                                Text.count(config.architecture().parameters()),
                                Text.count(config.architecture().trainable())));
        TrainValSplit.Sizes sizes = TrainValSplit.sizes(config, dataset.train().count());
        console.info(Text.format(
                "%s: %s images to train on, %s to validate, %s to test",
                dataset.name(),
                Text.count(sizes.train()),
                Text.count(sizes.validation()),
                Text.count(dataset.test().count())));
        console.info("run folder: " + run);
    }

    /** What a training came to that has not seen the test images. */
    public static String trained(TrainState state) {
        EpochResult best = state.best();
        return Text.number(state.epochs(), "epoch") + " in " + Text.duration(state.earlierSeconds()) + " of steps"
                + (best.hasValidation()
                        ? Text.format(
                                "; epoch %d has the best validation accuracy, %s (loss %.4f)",
                                best.epoch(), Text.percent(best.valAccuracy()), best.valLoss())
                        : "; nothing was held out for validation");
    }

    /**
     * The answer to a dry run.
     *
     * @param sizes how many training images are used, and how many of those are held out
     * @param steps number of steps of an epoch
     */
    public static String dryRun(TrainConfig config, TrainValSplit.Sizes sizes, int steps) {
        return LayerTable.of(config) + "\n\n"
                + Text.format(
                        "%s of %s steps, %d images each; with %s training images, %s are held out for"
                                + " validation.%nNothing was done.",
                        Text.number(config.epochs(), "epoch"),
                        Text.count(steps),
                        config.batch(),
                        Text.count(sizes.used()),
                        Text.count(sizes.validation()));
    }
}
