package org.mnist.cli.options;

import org.mnist.base.Failure;
import org.mnist.config.TrainConfig;
import org.mnist.eval.TestTimeAugmentation;
import org.mnist.experiment.SavedModel;
import picocli.CommandLine.Option;

/** Test-time augmentation: the number of views of each image. */
public final class TtaOption implements CheckedOptions {
    private static final int MOST = 1000;

    private int views = 1;

    @Option(
            names = "--tta",
            paramLabel = "N",
            description = "See each image N times, once as it is and then changed as in training, and average"
                    + " (test-time augmentation); 1 if not given.")
    void setViews(int n) {
        views = n;
    }

    /** The name that the option had in version 0.1. */
    @Option(names = "--views", hidden = true)
    void setViewsByOldName(int n) {
        views = n;
    }

    @Override
    public void check() {
        if (views < 1 || views > MOST) {
            throw new Failure(Failure.Kind.USAGE, "--tta is " + views + "; valid are whole numbers from 1 to " + MOST);
        }
    }

    /** The number of views of each image. */
    public int views() {
        return views;
    }

    /** The words that follow a number of images. */
    public String words() {
        return views == 1 ? "" : ", each seen " + views + " times";
    }

    /** Refuses several views of what is trained on images as they are, cutout aside: all views would be the same. */
    public void requireAugmentation(TrainConfig config) {
        if (views > 1 && config.augmentation().withoutCutout().changesNothing()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--tta: " + config.name()
                            + " is trained on images as they are, cutout aside; leave --tta out, or train with"
                            + " augmentation");
        }
    }

    /** The views of a model; refused where it is not known how it was trained. */
    public TestTimeAugmentation of(SavedModel model) {
        if (views == 1) {
            return TestTimeAugmentation.ONE;
        }
        TrainConfig config = model.config()
                .orElseThrow(() -> new Failure(
                        Failure.Kind.USAGE,
                        "--tta: " + model.file()
                                + " is a bare model file, which does not say how training changed images; name"
                                + " its run folder"));
        requireAugmentation(config);
        return TestTimeAugmentation.of(views, config);
    }
}
