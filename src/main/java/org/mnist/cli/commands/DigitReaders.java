package org.mnist.cli.commands;

import org.jspecify.annotations.Nullable;
import org.mnist.cli.Context;
import org.mnist.cli.options.RefuseOption;
import org.mnist.engine.Predictor;
import org.mnist.experiment.DigitDetector;
import org.mnist.network.Task;
import org.mnist.vision.Recogniser;

/** Readers of digits, which share the network that tells what is none. It is loaded for the first of them. */
final class DigitReaders implements AutoCloseable {
    private final Context context;
    private final RefuseOption refuse;
    private @Nullable Predictor detector;

    /** Readers that refuse what is no more certain than was asked for. */
    DigitReaders(Context context, RefuseOption refuse) {
        this.context = context;
        this.refuse = refuse;
    }

    /** A reader by a network for digits, which the caller closes. */
    Recogniser of(Predictor predictor, Task task) {
        if (detector == null) {
            detector = DigitDetector.open(context.engines());
        }
        return new Recogniser(predictor, task.image(), detector, refuse.certainty(), Recogniser.HANDS);
    }

    @Override
    public void close() {
        if (detector != null) {
            detector.close();
        }
    }
}
