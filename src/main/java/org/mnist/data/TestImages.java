package org.mnist.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mnist.base.Failure;
import org.mnist.base.Text;
import org.mnist.network.Task;

/**
 * Images to score a model on, in the shape and with the labels of its task.
 *
 * @param name the name that they were opened by
 * @param images the images; a label of -1 says that nothing is known of it
 * @param hashes the SHA-256 of each file's plain content by its name; of people's own data that of all images
 */
public record TestImages(String name, Images images, Map<String, String> hashes) {
    /** How many classes a message lists. */
    private static final int SHOWN = 5;

    /** Whether they are of the small sample in the jar. */
    public boolean isSample() {
        return name.equals(DatasetStore.SAMPLE);
    }

    /** Whether it is known of each image which class it is of. */
    public boolean areLabelled() {
        return IntStream.range(0, images.count()).allMatch(i -> images.label(i) >= 0);
    }

    /**
     * The test images of a data set, for a model of some task.
     *
     * @param log gets a line for each thing that a person may want to know of
     * @throws Failure of kind BAD_INPUT if they are not for such a model
     */
    public static TestImages of(Dataset dataset, Task task, Consumer<String> log) {
        Images images = dataset.test();
        return new TestImages(
                dataset.name(), matched(dataset.name(), images, dataset.task().classes(), task, log), dataset.hashes());
    }

    /**
     * All of some images, for a model of some task.
     *
     * @param name the name that they were opened by
     * @param classes the names of the images' classes, by their labels
     * @param log gets a line for each thing that a person may want to know of
     * @throws Failure of kind BAD_INPUT if they are not for such a model
     */
    public static TestImages of(String name, Images images, List<String> classes, Task task, Consumer<String> log) {
        Images matched = matched(name, images, classes, task, log);
        return new TestImages(name, matched, Map.of("test", matched.sha256()));
    }

    /**
     * Images with the labels of a model's task, which are found by the names of the classes. Where none of these is the
     * model's, but they are numbers from 0 on, below the number of its classes, they are taken for its labels.
     */
    private static Images matched(String data, Images images, List<String> classes, Task task, Consumer<String> log) {
        if (!images.image().equals(task.image())) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    Text.printable(data) + " is not supported: its images are " + images.image() + "; the model takes "
                            + task.image());
        }
        boolean[] there = new boolean[classes.size()];
        for (int i = 0; i < images.count(); i++) {
            if (images.label(i) >= 0) {
                there[images.label(i)] = true;
            }
        }
        int[] labels = labels(data, classes, there, task, log);
        boolean alike = IntStream.range(0, labels.length).allMatch(label -> !there[label] || labels[label] == label);
        return alike
                ? images
                : images.labelled(IntStream.range(0, images.count())
                        .map(i -> images.label(i) < 0 ? images.label(i) : labels[images.label(i)])
                        .toArray());
    }

    private static int[] labels(String data, List<String> classes, boolean[] there, Task task, Consumer<String> log) {
        List<String> occurring = new ArrayList<>();
        IntStream.range(0, there.length)
                .filter(label -> there[label])
                .forEach(label -> occurring.add(classes.get(label)));
        List<String> unknown = new ArrayList<>(occurring);
        unknown.removeAll(task.classes());
        if (unknown.isEmpty()) {
            return classes.stream().mapToInt(task.classes()::indexOf).toArray();
        }
        List<String> numbers = Task.numbers(0, task.classCount());
        boolean named = !task.classes().stream().allMatch(name -> name.matches("\\d+"));
        if (named && numbers.containsAll(occurring)) {
            log.accept(Text.printable(data) + " has numbers for classes: 0 is taken for " + task.name(0)
                    + ", and so on to " + (task.classCount() - 1) + " for " + task.name(task.classCount() - 1));
            return classes.stream().mapToInt(numbers::indexOf).toArray();
        }
        boolean once = data.equals(KnownDataset.FASHION.name()); // version 0.1 had numbers for its classes
        if (once && task.classes().equals(numbers) && classes.size() == numbers.size()) {
            log.accept("the model has numbers for classes: 0 is taken for " + Text.printable(classes.get(0))
                    + ", and so on, as those of older versions are");
            return IntStream.range(0, numbers.size()).toArray();
        }
        throw new Failure(
                Failure.Kind.BAD_INPUT,
                Text.printable(data) + " is not supported: the model does not know "
                        + (unknown.size() == 1 ? "its class " : "its classes ") + listed(unknown) + "; it knows "
                        + listed(task.classes()));
    }

    private static String listed(List<String> names) {
        return names.stream().limit(SHOWN).map(Text::printable).collect(Collectors.joining(", "))
                + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }
}
