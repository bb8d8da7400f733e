package org.mnist.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Check;
import org.mnist.base.schema.Document;
import org.mnist.base.schema.Schema;
import org.mnist.config.TrainConfig;
import org.mnist.eval.ConfusionMatrix;
import org.mnist.eval.EvalResult;
import org.mnist.network.Task;

/**
 * The final figures of a run: {@code result.json}.
 *
 * @param arch name of the architecture
 * @param data the data set
 * @param sample whether that is the small sample in the jar, whose test images are not the real test set
 * @param seed the seed
 * @param ended {@code finished}, {@code early} or {@code reached}
 * @param epochs how many were trained
 * @param parameters all of them, running statistics included
 * @param trainable those that are learned
 * @param valImages how many images were held out for validation; null in runs of before that was kept
 * @param best the epoch that validation chose
 * @param last the last epoch
 * @param mistakes of the best epoch's model, the {@value #MISTAKES} surest of them
 * @param wrong places of all test images, from 0, that it got wrong, in rising order; null in runs of before that was kept
 * @param diagnosis of the best epoch's model; null in runs of before that was kept
 * @param trainSeconds time of the training steps of all epochs
 * @param trainImagesPerSecond training images divided by that time
 * @param waitingShare share of the steps' time that was spent waiting for images, in the process that ended the training
 * @param testImagesPerSecond test images divided by the time of scoring them
 * @param engine which engine trained
 * @param hardware processor and how many
 * @param folder the run folder
 */
public record RunResult(
        String arch,
        String data,
        boolean sample,
        long seed,
        String ended,
        int epochs,
        long parameters,
        long trainable,
        @Nullable Integer valImages,
        Scored best,
        Scored last,
        List<EvalResult.Mistake> mistakes,
        @Nullable List<Integer> wrong,
        @Nullable Diagnosis diagnosis,
        double trainSeconds,
        double trainImagesPerSecond,
        double waitingShare,
        double testImagesPerSecond,
        String engine,
        String hardware,
        String folder)
        implements Document {
    /** Checks that each figure is one, and of the classes that there are. */
    public RunResult {
        Check.range("epochs", epochs, 1, Integer.MAX_VALUE);
        Check.that(
                parameters >= trainable && trainable >= 0,
                trainable + " of " + parameters + " parameters cannot be trainable");
        Check.that(
                best.epoch() <= epochs && last.epoch() <= epochs,
                "its models are of epochs " + best.epoch() + " and " + last.epoch() + ", and it has " + epochs);
        Check.that(mistakes.size() <= MISTAKES, "it lists " + mistakes.size() + " mistakes");
        int classes = best.test().classes().size();
        Check.that(
                last.test().classes().size() == classes
                        && mistakes.stream()
                                .allMatch(mistake -> mistake.label() < classes && mistake.predicted() < classes),
                "it is of " + classes + " classes and of others");
        Check.that(valImages == null || valImages >= 0, "it was validated on " + valImages + " images");
        if (wrong != null) {
            requireWrong(wrong, best.test());
        }
        if (diagnosis != null) {
            diagnosis.requireOf(best.test());
        }
        mistakes.forEach(mistake -> Check.share("the probability of a mistake", mistake.probability()));
        Check.finite("the time of training", trainSeconds);
        Check.finite("the images a second in training", trainImagesPerSecond);
        Check.finite("the share of waiting", waitingShare);
        Check.finite("the images a second in the test", testImagesPerSecond);
    }

    private static void requireWrong(List<Integer> wrong, Test test) {
        int counted = test.images() - test.correct();
        Check.that(wrong.size() == counted, wrong.size() + " of " + counted + " wrong images are listed");
        for (int i = 0; i < wrong.size(); i++) {
            Check.that(
                    wrong.get(i) < test.images() && wrong.get(i) > (i == 0 ? -1 : wrong.get(i - 1)),
                    "the wrong images are not in rising order, or are not of the " + test.images());
        }
    }

    /**
     * How many images were held out, as a result says or, where there is none or an older one, the configuration; null where
     * that one names a share of images whose number is not known.
     */
    public static @Nullable Integer validationImages(TrainConfig config, @Nullable RunResult result) {
        if (result != null && result.valImages() != null) {
            return result.valImages();
        }
        int counted = config.validation().count();
        return counted > 0 ? (Integer) counted : null;
    }

    /** Number of mistakes that are kept. */
    public static final int MISTAKES = 40;

    @Override
    public Schema schema() {
        return Schema.RESULT;
    }

    /**
     * A model's figures.
     *
     * @param epoch after which epoch
     * @param valAccuracy its validation accuracy, 0 to 1; null without validation
     * @param valLoss its validation loss; null without validation
     * @param test its figures on the test set
     */
    public record Scored(
            int epoch,
            @Nullable Double valAccuracy,
            @Nullable Double valLoss,
            Test test) {
        /** Checks that each figure is one. */
        public Scored {
            Check.range("epoch", epoch, 1, Integer.MAX_VALUE);
            if (valAccuracy != null) {
                Check.share("the validation accuracy", valAccuracy);
            }
            if (valLoss != null) {
                Check.finite("the validation loss", valLoss);
            }
        }
    }

    /**
     * Figures on test images.
     *
     * @param images how many
     * @param accuracy 0 to 1
     * @param loss mean cross-entropy, in nats
     * @param confusion counts: row actual, column predicted
     * @param classes figures of each class, by label
     */
    public record Test(
            int images, double accuracy, double loss, List<List<Integer>> confusion, List<PerClass> classes) {
        /** Checks that each figure is one, and that there is a row, a column and a name for each class. */
        public Test {
            Check.share("the test accuracy", accuracy);
            Check.finite("the test loss", loss);
            int count = classes.size();
            Check.that(
                    confusion.size() == count && confusion.stream().allMatch(row -> row.size() == count),
                    "the confusion matrix is not of " + count + " classes");
            Check.that(
                    IntStream.range(0, count)
                            .allMatch(label -> classes.get(label).label() == label),
                    "the classes are not in the order of their labels");
            long counted = 0;
            for (int cell : confusion.stream().flatMap(List::stream).toList()) {
                Check.that(cell >= 0, "the confusion matrix counts " + cell + " images");
                counted += cell;
            }
            for (PerClass figures : classes) {
                int there = confusion.get(figures.label()).stream()
                        .mapToInt(Integer::intValue)
                        .sum();
                Check.that(
                        figures.images() == there,
                        "the confusion matrix counts " + there + " of " + figures.images() + " images of "
                                + figures.name());
            }
            Check.that(counted == images, "the confusion matrix counts " + counted + " of " + images + " images");
        }

        /**
         * The figures of an evaluation.
         *
         * @param task has the names of its classes
         */
        public static Test of(EvalResult result, Task task) {
            ConfusionMatrix confusion = result.confusion();
            return new Test(
                    result.images(),
                    result.accuracy(),
                    result.loss(),
                    Arrays.stream(confusion.counts())
                            .map(row -> IntStream.of(row).boxed().toList())
                            .toList(),
                    IntStream.range(0, confusion.classes())
                            .mapToObj(label -> new PerClass(
                                    label,
                                    task.name(label),
                                    confusion.images(label),
                                    orNull(confusion.precision(label)),
                                    orNull(confusion.recall(label)),
                                    orNull(confusion.f1(label))))
                            .toList());
        }

        /** How many images were right. */
        public int correct() {
            return IntStream.range(0, confusion.size())
                    .map(label -> confusion.get(label).get(label))
                    .sum();
        }

        /** The names of the classes, by label. */
        public List<String> names() {
            return classes.stream().map(PerClass::name).toList();
        }
    }

    /**
     * Figures of one class.
     *
     * @param label its place among the classes, from 0
     * @param name its name
     * @param images how many there are of it
     * @param precision share of the images taken for it that are of it; null if there are none
     * @param recall share of its images that were taken for it; null if there are none
     * @param f1 harmonic mean of precision and recall; null if there is neither an image of it nor one taken for it
     */
    public record PerClass(
            int label,
            String name,
            int images,
            @Nullable Double precision,
            @Nullable Double recall,
            @Nullable Double f1) {
        /** Checks that what there is are shares. */
        public PerClass {
            Check.that(
                    name.length() <= Task.MAX_NAME,
                    "a class has a name of " + name.length() + " characters; up to " + Task.MAX_NAME
                            + " are supported");
            if (precision != null) {
                Check.share("a precision", precision);
            }
            if (recall != null) {
                Check.share("a recall", recall);
            }
            if (f1 != null) {
                Check.share("an F1", f1);
            }
        }
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
