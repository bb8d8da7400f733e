package org.mnist.data;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mnist.config.DataFacts;
import org.mnist.network.Task;

/** A data set: a task, and training and test images, each read, and checked, when it is first asked for. */
public final class Dataset implements DataFacts {
    /**
     * One half as it was read.
     *
     * @param images its images
     * @param hashes the SHA-256 of each file's plain content by its name; of people's own data that of all images, by the
     *     name of the half
     */
    public record Half(Images images, Map<String, String> hashes) {}

    private final String name;
    private final Task task;
    private final Supplier<Half> trainReader;
    private final Supplier<Half> testReader;
    private final int validationImages;
    private final boolean own;
    private @Nullable Half train;
    private @Nullable Half test;

    /** A data set that has a name. */
    Dataset(String name, Task task, Supplier<Half> trainReader, Supplier<Half> testReader) {
        this(name, task, trainReader, testReader, 0, false);
    }

    /**
     * A data set of somebody's own.
     *
     * @param name the name it was opened by
     * @param task the shape of the images, and the names of their classes
     * @param trainReader reads the training images
     * @param testReader reads the test images
     * @param validationImages how many of the training images, the last ones, are meant for validation; 0 if nothing is said
     */
    public static Dataset own(
            String name, Task task, Supplier<Half> trainReader, Supplier<Half> testReader, int validationImages) {
        return new Dataset(name, task, trainReader, testReader, validationImages, true);
    }

    private Dataset(
            String name,
            Task task,
            Supplier<Half> trainReader,
            Supplier<Half> testReader,
            int validationImages,
            boolean own) {
        this.own = own;
        this.name = name;
        this.task = task;
        this.trainReader = trainReader;
        this.testReader = testReader;
        this.validationImages = validationImages;
    }

    @Override
    public int trainImages() {
        return train().count();
    }

    @Override
    public boolean own() {
        return own;
    }

    @Override
    public int validationImages() {
        return validationImages;
    }

    /** The name it was opened by. */
    public String name() {
        return name;
    }

    @Override
    public Task task() {
        return task;
    }

    /** Whether it is the small sample in the jar, whose results say nothing about the real test set. */
    public boolean isSample() {
        return name.equals(DatasetStore.SAMPLE);
    }

    /** The training images. */
    public Images train() {
        return trainHalf().images();
    }

    private Half trainHalf() {
        if (train == null) {
            train = trainReader.get();
        }
        return train;
    }

    /** The test images. */
    public Images test() {
        if (test == null) {
            test = testReader.get();
        }
        return test.images();
    }

    /** SHA-256 of the plain content of the files of training images and labels, by file name. */
    public Map<String, String> trainHashes() {
        return trainHalf().hashes();
    }

    /** SHA-256 of the plain content of the files of test images and labels, by file name. */
    public Map<String, String> testHashes() {
        test();
        return Objects.requireNonNull(test).hashes();
    }

    /** SHA-256 of the plain content of each file that has been read, by file name. */
    public Map<String, String> hashes() {
        Map<String, String> hashes = new TreeMap<>();
        if (train != null) {
            hashes.putAll(train.hashes());
        }
        if (test != null) {
            hashes.putAll(test.hashes());
        }
        return hashes;
    }
}
