package org.mnist.data;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A data set: training and test images, each read, and checked, when it is first asked for. */
public final class Dataset {
    /** One half as it was read: its images, and the SHA-256 of each file's plain content by its name. */
    record Half(Images images, Map<String, String> hashes) {}

    private final String name;
    private final Supplier<Half> trainReader;
    private final Supplier<Half> testReader;
    private @Nullable Half train;
    private @Nullable Half test;

    Dataset(String name, Supplier<Half> trainReader, Supplier<Half> testReader) {
        this.name = name;
        this.trainReader = trainReader;
        this.testReader = testReader;
    }

    /** The name it was opened by. */
    public String name() {
        return name;
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
