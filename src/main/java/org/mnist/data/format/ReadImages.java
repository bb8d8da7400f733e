package org.mnist.data.format;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.Text;
import org.mnist.data.Dataset;
import org.mnist.data.Holdout;
import org.mnist.data.Images;
import org.mnist.network.Task;

/**
 * Images as they were read from some form, whose labels are still the turns of {@link ClassTurns}.
 *
 * @param train the training images
 * @param validation those meant for validation, if there are any
 * @param test the test images; if there are none, some of the training images are held out
 */
record ReadImages(
        Images.Builder train, Images.@Nullable Builder validation, Images.@Nullable Builder test, ClassTurns classes) {
    /** The fewest images of which some can be held out. */
    private static final int FEWEST = 2 * Holdout.PART;

    /**
     * The data set that these images are.
     *
     * @param name the name that it was opened by
     * @param log gets a line for each thing that a person may want to know of
     * @throws Failure of kind BAD_INPUT if there can be no such data set
     */
    Dataset dataset(String name, Consumer<String> log) {
        Task task = task(name);
        int[] labels = classes.labels(task);
        train.relabel(labels);
        Images tested;
        if (test == null) {
            tested = heldOut(name, log);
        } else {
            test.relabel(labels);
            tested = test.build();
        }
        int validationImages = 0;
        if (validation != null) {
            validation.relabel(labels);
            validationImages = validation.count();
            train.addAll(validation.build());
        }
        Images trained = train.build();
        return Dataset.own(
                name,
                task,
                () -> new Dataset.Half(trained, Map.of("train", trained.sha256())),
                () -> new Dataset.Half(tested, Map.of("test", tested.sha256())),
                validationImages);
    }

    private Task task(String name) {
        try {
            return classes.task(train.image());
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT, Text.printable(name) + " is not supported: " + Failure.message(e), e);
        }
    }

    private Images heldOut(String name, Consumer<String> log) {
        if (train.count() < FEWEST) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    Text.printable(name) + " is not supported: it has " + train.count()
                            + " images and no test set; at least " + FEWEST + " are needed to hold some out");
        }
        Images taken = Holdout.take(train);
        log.accept(Text.printable(name) + " has no test set: " + Text.count(taken.count()) + " of its "
                + Text.count(taken.count() + train.count())
                + " images, of each class a sixth, are held out for it; they are the same in every run");
        return taken;
    }
}
