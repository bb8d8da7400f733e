package org.mnist.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mnist.network.Task;

/**
 * What a data set holds, counted.
 *
 * @param data the name it was opened by
 * @param task the shape of its images, and the names of its classes
 * @param train what there is to learn from
 * @param test what there is to score on
 * @param validation how many of the training images, the last ones, are meant for validation
 * @param alsoTrain how many test images are, pixel for pixel, training images too
 * @param orientation what a comparison of its digits with MNIST's says of how they lie; null if it has no digits
 */
public record DatasetSummary(
        String data,
        Task task,
        Part train,
        Part test,
        int validation,
        int alsoTrain,
        @Nullable Orientation orientation) {

    /**
     * One half of a data set, counted.
     *
     * @param images how many there are
     * @param unlabelled how many of them have no label
     * @param classes how many there are of each class
     * @param least the smallest number in them
     * @param most the largest
     * @param zero the share of numbers that are 0, the background
     * @param full the share of numbers that are 255, the strongest ink
     * @param repeated how many images are, pixel for pixel, one of those before them
     */
    public record Part(
            int images,
            int unlabelled,
            List<Integer> classes,
            int least,
            int most,
            double zero,
            double full,
            int repeated) {}

    /** Counts what a data set holds; all of it is read. */
    public static DatasetSummary of(Dataset dataset) {
        ImageHashes train = ImageHashes.of(dataset.train());
        ImageHashes test = ImageHashes.of(dataset.test());
        return new DatasetSummary(
                dataset.name(),
                dataset.task(),
                part(dataset.train(), dataset.task(), train),
                part(dataset.test(), dataset.task(), test),
                dataset.validationImages(),
                test.of(train),
                Orientation.of(dataset).orElse(null));
    }

    private static Part part(Images images, Task task, ImageHashes hashes) {
        int[] classes = new int[task.classCount()];
        long[] values = new long[256];
        byte[] image = new byte[images.image().size()];
        int unlabelled = 0;
        for (int i = 0; i < images.count(); i++) {
            if (images.label(i) < 0) {
                unlabelled++;
            } else {
                classes[images.label(i)]++;
            }
            images.copy(i, image);
            for (byte value : image) {
                values[value & 0xff]++;
            }
        }
        double all = (double) images.count() * image.length;
        int[] there = IntStream.range(0, 256).filter(value -> values[value] > 0).toArray();
        return new Part(
                images.count(),
                unlabelled,
                Arrays.stream(classes).boxed().toList(),
                there.length == 0 ? 0 : there[0],
                there.length == 0 ? 0 : there[there.length - 1],
                values[0] / all,
                values[255] / all,
                hashes.repeated());
    }
}
