package org.mnist.cli.commands;

import org.jspecify.annotations.Nullable;
import org.mnist.cli.Context;
import org.mnist.cli.options.RefuseOption;
import org.mnist.data.DatasetStore;
import org.mnist.engine.Predictor;
import org.mnist.experiment.DigitDetector;
import org.mnist.network.Task;
import org.mnist.vision.Recogniser;

/** Readers of digits, which share the network that tells what is none. It is loaded for the first of them. */
final class DigitReaders implements AutoCloseable {
    private final Context context;
    private final RefuseOption refuse;
    private @Nullable Predictor detector;

    /** Readers that refuse the share of real digits that was asked for. */
    DigitReaders(Context context, RefuseOption refuse) {
        this.context = context;
        this.refuse = refuse;
    }

    /** A reader by a network for digits, which the caller closes. */
    Recogniser of(Predictor predictor, Task task) {
        if (detector == null) {
            detector = DigitDetector.open(context.engines());
        }
        return new Recogniser(
                predictor,
                task.image(),
                detector,
                context.store().open(DatasetStore.SAMPLE).test(),
                refuse.share());
    }

    @Override
    public void close() {
        if (detector != null) {
            detector.close();
        }
    }
}
