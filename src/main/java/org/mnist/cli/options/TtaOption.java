package org.mnist.cli.options;

import org.mnist.base.Failure;
import org.mnist.config.TrainConfig;
import org.mnist.eval.TestTimeAugmentation;
import org.mnist.experiment.SavedModel;
import picocli.CommandLine.Option;

/** How often each image is seen. */
public final class TtaOption {
    private static final int MOST = 1000;

    @Option(
            names = "--views",
            paramLabel = "N",
            description = "See each image N times, once as it is and then changed as in training, and average; 1 if not"
                    + " given.")
    public int views = 1;

    /** Refuses a number of views that makes no sense. */
    public void check() {
        if (views < 1 || views > MOST) {
            throw new Failure(
                    Failure.Kind.USAGE, "--views is " + views + "; valid are whole numbers from 1 to " + MOST);
        }
    }

    /** What is said behind a number of images. */
    public String words() {
        return views == 1 ? "" : ", each seen " + views + " times";
    }

    /** Refuses several views of what is trained on images as they are, cutout aside: they would all be the same. */
    public void check(TrainConfig config) {
        if (views > 1 && config.augmentation().withoutCutout().changesNothing()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--views: " + config.name()
                            + " is trained on images as they are, cutout aside; leave --views out, or train with"
                            + " augmentation");
        }
    }

    /** The views of a model; refused where it is not known how it was trained. */
    public TestTimeAugmentation of(SavedModel model) {
        if (views == 1) {
            return TestTimeAugmentation.ONE;
        }
        if (model.config() == null) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--views: " + model.file()
                            + " is a bare model file, which does not say how training changed images; name its run folder");
        }
        check(model.config());
        return TestTimeAugmentation.of(views, model.config());
    }
}
