package org.mnist.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.mnist.network.Task;

/** A form that data of people's own comes in. */
public interface DatasetFormat {
    /** The form in a few words, for a list of what can be read: {@code four IDX files}. */
    String form();

    /**
     * The data set at a path.
     *
     * @param path a file or folder that is there
     * @param options how to read it
     * @param log gets a line for each thing that a person may want to know of
     * @return empty if what is there is not in this form at all
     * @throws org.mnist.base.Failure of kind BAD_INPUT if it is in this form, but damaged or not supported; of kind IO if it
     *     cannot be read
     */
    Optional<Dataset> open(Path path, ReadOptions options, Consumer<String> log);

    /**
     * The images at a path to score a model on: those of a test set, or all of data that is nothing else.
     *
     * @param path a file or folder that is there
     * @param task the model's task
     * @param options how to read it
     * @param log gets a line for each thing that a person may want to know of
     * @return empty if what is there is not in this form at all
     * @throws org.mnist.base.Failure of kind BAD_INPUT if it is in this form, but damaged, not supported, or not for such a
     *     model; of kind IO if it cannot be read
     */
    default Optional<TestImages> openTest(Path path, Task task, ReadOptions options, Consumer<String> log) {
        return open(path, options, log).map(dataset -> TestImages.of(dataset, task, log));
    }
}
