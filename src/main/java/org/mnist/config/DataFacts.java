package org.mnist.config;

import org.mnist.network.Task;

/** What a configuration must know of the data that it is about. */
public interface DataFacts {
    /** The shape of the images, and the names of their classes. */
    Task task();

    /** How many training images there are. */
    int trainImages();

    /** How many of the training images, the last ones, are meant for validation; 0 if the data says nothing of it. */
    int validationImages();

    /** Whether the data is somebody's own, and not one of those that have a name. */
    boolean own();

    /** A source of facts. */
    interface Catalog {
        /**
         * The facts of some data.
         *
         * @param data its name or path, as {@code --data} takes it
         * @param imageSize what pictures are scaled to
         * @param skipBad whether images that cannot be read are left out
         * @throws org.mnist.base.Failure if there is no such data, or it cannot be read
         */
        DataFacts facts(String data, ImageSize imageSize, boolean skipBad);
    }
}
