package org.mnist.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A form that data of people's own comes in. */
interface DatasetFormat {
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
}
