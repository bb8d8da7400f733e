package org.mnist.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mnist.config.TrainConfig;
import org.mnist.network.Task;

/** A look at a split for what would make its figures worth little: classes that are not there, and too few images. */
public final class SplitCheck {
    /** With fewer images of a class, one of them is more than ten percent of the class's accuracy. */
    private static final int FEW = 10;

    /** The most names in a line. */
    private static final int NAMES = 5;

    private SplitCheck() {}

    /**
     * What is wrong with a data set and its split, a line each; nothing if they are sound.
     *
     * @param config the configuration that asks for the split
     */
    public static List<String> problems(TrainConfig config, Dataset dataset) {
        boolean isOfTheData = dataset.validationImages() > 0 && config.split() == TrainConfig.SplitMethod.LAST;
        List<String> problems = new ArrayList<>(problems(config, dataset.train(), isOfTheData));
        if (dataset.own()) {
            untested(dataset).ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<String> untested(Dataset dataset) {
        Task task = dataset.task();
        int[] train = counts(IntStream.range(0, dataset.train().count()), dataset.train(), task);
        int[] test = counts(IntStream.range(0, dataset.test().count()), dataset.test(), task);
        List<String> names = IntStream.range(0, task.classCount())
                .filter(label -> train[label] > 0 && test[label] == 0)
                .mapToObj(task::name)
                .toList();
        return Optional.of(names)
                .filter(some -> !some.isEmpty())
                .map(some -> "there are no test images of " + list(some) + "; the test accuracy says nothing of "
                        + (some.size() == 1 ? "it" : "them"));
    }

    /**
     * What is wrong with a split, a line each; nothing if it is sound.
     *
     * @param config the configuration that asks for the split
     * @param images the training images
     * @param isOfTheData whether the images held out are those that the data itself has for validation
     */
    static List<String> problems(TrainConfig config, Images images, boolean isOfTheData) {
        TrainValSplit split = TrainValSplit.of(config, images);
        Task task = config.task();
        List<String> problems = new ArrayList<>();
        int[] train = counts(IntStream.of(split.train()), images, task);
        int[] validation = counts(IntStream.of(split.validation()), images, task);
        List<String> untrained = names(task, train);
        if (!untrained.isEmpty()) {
            problems.add("there are no images to learn from of " + list(untrained)
                    + "; the network cannot tell what it has never seen" + advice(config));
        }
        if (split.validation().length == 0) {
            return problems;
        }
        List<String> unseen = names(task, validation);
        if (!unseen.isEmpty()) {
            problems.add("there are no images of " + list(unseen) + " among those held out for validation"
                    + (isOfTheData ? "" : advice(config)));
            return problems;
        }
        int fewest = IntStream.of(validation).min().orElse(FEW);
        if (fewest < FEW) {
            int label = IntStream.range(0, validation.length)
                    .filter(i -> validation[i] == fewest)
                    .findFirst()
                    .orElseThrow();
            problems.add(String.format(
                    Locale.ROOT,
                    "validation is on %d images, of class %s only %d, so its figures are coarse%s",
                    split.validation().length,
                    task.name(label),
                    fewest,
                    isOfTheData ? "" : "; a larger --validation holds out more"));
        }
        return problems;
    }

    private static String advice(TrainConfig config) {
        return config.split() == TrainConfig.SplitMethod.STRATIFIED
                ? ""
                : "; --set split=stratified takes its share of each class";
    }

    private static int[] counts(IntStream chosen, Images images, Task task) {
        int[] counts = new int[task.classCount()];
        chosen.map(images::label).filter(label -> label >= 0).forEach(label -> counts[label]++);
        return counts;
    }

    /** Names of the classes that have no images here. */
    private static List<String> names(Task task, int[] counts) {
        return IntStream.range(0, counts.length)
                .filter(label -> counts[label] == 0)
                .mapToObj(task::name)
                .toList();
    }

    private static String list(List<String> names) {
        return (names.size() == 1 ? "class " : names.size() + " classes: ")
                + String.join(", ", names.subList(0, Math.min(NAMES, names.size())))
                + (names.size() > NAMES ? ", …" : "");
    }
}
