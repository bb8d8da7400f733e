package org.mnist.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mnist.base.Text;
import org.mnist.network.Task;

/**
 * The classes that the labels of IDX files stand for: a name for each label, in the order of the labels.
 *
 * @param labels the whole numbers in the files, ascending
 * @param names the name of each
 */
record LabelNames(List<Integer> labels, List<String> names) {
    LabelNames {
        labels = List.copyOf(labels);
        names = List.copyOf(names);
    }

    /** Names for the labels from {@code first} on. */
    static LabelNames from(int first, List<String> names) {
        return new LabelNames(
                IntStream.range(first, first + names.size()).boxed().toList(), names);
    }

    /**
     * The labels that occur, each by its number.
     *
     * @param folder where they are from, for messages
     * @throws org.mnist.base.Failure of kind BAD_INPUT if they are too few or too many
     */
    static LabelNames occurring(String folder, IdxLabels... files) {
        List<Integer> labels = Arrays.stream(files)
                .flatMapToInt(file -> Arrays.stream(file.values()))
                .distinct()
                .sorted()
                .boxed()
                .toList();
        if (labels.size() < Task.MIN_CLASSES || labels.size() > Task.MAX_CLASSES) {
            throw IdxStream.unsupported(
                    folder,
                    labels.size() == 1
                            ? "all its labels are " + labels.get(0)
                            : "its labels are of " + Text.count(labels.size()) + " classes",
                    Task.MIN_CLASSES + " to " + Text.count(Task.MAX_CLASSES) + " classes are");
        }
        return new LabelNames(labels, labels.stream().map(String::valueOf).toList());
    }

    /**
     * The class, from 0, of each label of a file.
     *
     * @param file what to call the file in messages
     * @throws org.mnist.base.Failure of kind BAD_INPUT if a label has no name
     */
    int[] classes(IdxLabels content, String file) {
        int[] known = labels.stream().mapToInt(Integer::intValue).toArray();
        int[] classes = new int[content.values().length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = Arrays.binarySearch(known, content.values()[i]);
            if (classes[i] < 0) {
                throw IdxStream.unsupported(
                        file,
                        "label " + i + " is " + content.values()[i],
                        known.length + " labels from " + known[0] + " to " + known[known.length - 1] + " have names");
            }
        }
        return classes;
    }
}
