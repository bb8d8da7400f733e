package org.mnist.cli.output;

import java.nio.file.Path;
import org.mnist.base.Console;
import org.mnist.base.Text;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;

/** The lines about a training that is about to start, or would be. */
public final class TrainingText {
    private TrainingText() {}

    /**
     * Says what is about to be trained on what, and where.
     *
     * @param validation number of training images that are held out
     * @param run the run folder
     */
    public static void announce(Console console, TrainConfig config, Dataset dataset, int validation, Path run) {
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
        console.info(Text.format(
                "%s: %s images to train on, %s to validate, %s to test",
                dataset.name(),
                Text.count(dataset.train().count() - validation),
                Text.count(validation),
                Text.count(dataset.test().count())));
        console.info("run folder: " + run);
    }

    /**
     * The answer to a dry run.
     *
     * @param images number of training images, those held out included
     * @param validation number of training images that are held out
     * @param steps number of steps of an epoch
     */
    public static String dryRun(TrainConfig config, int images, int validation, int steps) {
        return LayerTable.of(config) + "\n\n"
                + Text.format(
                        "%s epochs of %s steps, %d images each; with %s training images, %s are held out for"
                                + " validation.%nNothing was done.",
                        Text.count(config.epochs()),
                        Text.count(steps),
                        config.batch(),
                        Text.count(images),
                        Text.count(validation));
    }
}
