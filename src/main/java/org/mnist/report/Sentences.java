package org.mnist.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Text;
import org.mnist.config.TrainConfig;
import org.mnist.eval.Accuracy;
import org.mnist.eval.Calibration;
import org.mnist.experiment.RunResult;
import org.mnist.network.LayerSpec;
import org.mnist.train.EpochResult;

/** Sentences that tell what the figures of a report say, and what they do not. */
final class Sentences {
    static final String CURVES =
            "Training, and validation after each epoch; the dashed line is at the epoch that is best by"
                    + " validation. While both get better there is more to learn. Where training alone goes on getting better, the"
                    + " network learns its images by heart. Training is measured while the weights still move, and on images as"
                    + " augmentation and dropout leave them, so that it may be the worse of the two.";

    static final String MISTAKES =
            "What each test image is → what it was taken for, how sure the network was of that, and the"
                    + " number of the image among the test images, from 0.";

    static final String PAIRS =
            "The classes that were taken for one another most often, either way round, each with the surest"
                    + " of these mistakes.";

    static final String DOUBTED =
            "The validation images whose labels the network contradicts most surely: their label → what"
                    + " it says, how surely, and the number of the image among all training images of the data set, from 0. They are"
                    + " part of the training data, but were held out and not learned from in this training; so where an image looks like what it was"
                    + " taken for, its label is likely wrong.";

    static final String CLASSES =
            "Precision: of the images taken for it, the share that are of it. Recall: of its own images,"
                    + " the share that were found. F1: the harmonic mean of the two. The fewer images, the more each moves by chance.";

    /** A difference of shares that is about none. */
    private static final double LITTLE = 0.005;

    private Sentences() {}

    /** What the accuracies of a run say beside each other. */
    static List<String> reading(RunResult result, TrainConfig config, List<EpochResult> history) {
        List<String> all = new ArrayList<>();
        Accuracy test = test(result);
        all.add("The test accuracy, " + Text.percent(test.accuracy()) + ", is of "
                + Text.count(result.best().test().images())
                + " images that were looked at once, when all else was settled. Other images of the same kind would give"
                + " another figure by chance alone: the accuracy on all such images is in " + interval(test)
                + " with 95 % confidence (Wilson's interval). What another seed would change is not in it; mnist sweep and"
                + " mnist bench show that.");
        Accuracy validation = validation(result, config);
        if (validation == null) {
            all.add("No images were held out for validation, so the last epoch counts.");
            return all;
        }
        all.add(validation(validation, test));
        all.add(training(history.get(result.best().epoch() - 1).trainAccuracy(), validation, config));
        return all;
    }

    private static String validation(Accuracy validation, Accuracy test) {
        Integer images = validation.images();
        String known = images == null
                ? ""
                : " (" + interval(validation) + " with 95 % confidence, of " + Text.count(images) + " images)";
        return "Validation said " + Text.percent(validation.accuracy()) + known
                + ". It chose the epoch, and what is chosen by looks a little better than it is. Test is "
                + points(test.accuracy() - validation.accuracy()) + ": "
                + (images == null
                        ? "how much of that is chance is not known."
                        : overlap(validation, test)
                                ? "the intervals overlap, so chance alone may make that gap."
                                : "the intervals are apart, so chance hardly makes that gap. The test images differ from"
                                        + " those of the training data, in kind or in how hard they are.");
    }

    private static boolean overlap(Accuracy one, Accuracy other) {
        return low(one) <= high(other) && low(other) <= high(one);
    }

    /** The lower end of an interval; the accuracy itself where none is known. */
    private static double low(Accuracy accuracy) {
        return Objects.requireNonNullElse(accuracy.low(), accuracy.accuracy());
    }

    private static double high(Accuracy accuracy) {
        return Objects.requireNonNullElse(accuracy.high(), accuracy.accuracy());
    }

    private static String training(double training, Accuracy validation, TrainConfig config) {
        return "Of the training images " + Text.percent(training) + " were right during that epoch; validation is "
                + points(validation.accuracy() - training) + ". " + gap(training, validation, config);
    }

    private static String gap(double training, Accuracy validation, TrainConfig config) {
        if (Math.abs(training - validation.accuracy()) <= LITTLE) {
            return "That is hardly a gap: there is no sign that images are learned by heart.";
        }
        if (training < validation.accuracy()) {
            return "Training was measured while the weights still moved" + burdens(config)
                    + ", so that it may be the worse"
                    + (validation.low() != null && validation.low() <= training
                            ? "; chance alone may make that gap, too."
                            : ".");
        }
        if (validation.high() == null) {
            return "How much of that is chance is not known.";
        }
        return training > validation.high()
                ? "Training is better by more than chance makes: the network has begun to learn its images by heart. More"
                        + " images, augmentation, dropout or fewer epochs may help."
                : "On so few validation images chance alone may make that gap: it is no sure sign that images are learned by"
                        + " heart.";
    }

    /** What makes training images harder than the same ones in validation. */
    private static String burdens(TrainConfig config) {
        return (config.augmentation().changesNothing() ? "" : ", on images that augmentation had changed")
                + (config.layers().stream().anyMatch(layer -> layer instanceof LayerSpec.Dropout)
                        ? ", with numbers dropped out"
                        : "");
    }

    private static String points(double difference) {
        String size = Text.format("%.2f points", 100 * Math.abs(difference));
        return size.equals("0.00 points") ? "the same" : size + (difference > 0 ? " higher" : " lower");
    }

    /** What calibration means, and what this model's is. */
    static String calibration(Calibration calibration, RunResult.Test test) {
        double over = calibration.confidence() - test.accuracy();
        return "A model is calibrated if, of the answers that it is 90 % sure of, 90 % are right. This one is "
                + Text.percent(calibration.confidence()) + " sure on average and right on "
                + Text.percent(test.accuracy()) + ": "
                + (Math.abs(over) < LITTLE
                        ? "about as sure as it should be"
                        : over > 0 ? "surer than it should be" : "less sure than it could be")
                + ". Its expected calibration error (ECE) is " + Text.percent(calibration.ece()) + ", over "
                + calibration.bins()
                + " bins of equal width. The number at the foot of a column, where there is room for one, is of its images: the"
                + " fewer, the wider is the interval that chance leaves.";
    }

    /** The accuracy of the chosen model on the test images. */
    static Accuracy test(RunResult result) {
        return of(result.best().test());
    }

    /** An accuracy on test images. */
    static Accuracy of(RunResult.Test test) {
        return Accuracy.of(test.accuracy(), test.images());
    }

    /** The accuracy of the chosen model on the images held out; null without. */
    static @Nullable Accuracy validation(RunResult result, TrainConfig config) {
        Double accuracy = result.best().valAccuracy();
        return accuracy == null ? null : Accuracy.of(accuracy, RunResult.validationImages(config, result));
    }

    /** An interval that is known, such as {@code 98.29–98.76 %}. */
    static String interval(Accuracy accuracy) {
        return Text.format("%.2f–%.2f\u00a0%%", 100 * low(accuracy), 100 * high(accuracy));
    }
}
