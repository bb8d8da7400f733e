package org.mnist.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mnist.base.Failure;

/** One half of a data set in two IDX files, of images and of their labels. */
final class IdxHalf {
    /** What the four files of a data set are called in its hashes, whatever names they have: as MNIST's. */
    static final List<String> NAMES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    private IdxHalf() {}

    /**
     * Reads both files.
     *
     * @param images where the images are
     * @param transposed whether they must be turned
     * @param labels where the labels are, for messages
     * @param content the labels as they were read
     * @param names what the labels stand for
     * @param first the place of the file of images among the four
     */
    static Dataset.Half read(
            IdxSource images, boolean transposed, String labels, IdxLabels content, LabelNames names, int first) {
        IdxReader.Content read = IdxReader.images(images, transposed, count -> {
            if (count != content.values().length) {
                throw new Failure(
                        Failure.Kind.BAD_INPUT,
                        leaf(images.name()) + " holds " + count + " images, but " + leaf(labels) + " holds "
                                + content.values().length + " labels; they must be files of one data set");
            }
            return names.classes(content, labels);
        });
        return new Dataset.Half(
                read.images(),
                Map.of(
                        // Turned images are other images, though the file is the same.
                        NAMES.get(first) + (transposed ? " (turned)" : ""),
                        read.sha256(),
                        NAMES.get(first + 1),
                        content.sha256()));
    }

    private static String leaf(String name) {
        return String.valueOf(Path.of(name).getFileName());
    }
}
