package org.mnist.track;

import java.util.ArrayList;
import java.util.List;
import org.mnist.experiment.RunResult;
import org.mnist.train.EpochResult;

/**
 * A figure that trackers show.
 *
 * @param what {@code loss}, {@code accuracy}, {@code learning_rate}, {@code seconds} or {@code images_per_second}
 * @param of the images that it is of: {@code train}, {@code val} or {@code test}; empty where it is of none
 * @param value accuracies are shares, losses in nats
 */
public record Figure(String what, String of, double value) {
    /** The figures of an epoch, those of {@code metrics.csv}. */
    public static List<Figure> of(EpochResult epoch) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("loss", "train", epoch.trainLoss()));
        figures.add(new Figure("accuracy", "train", epoch.trainAccuracy()));
        if (epoch.hasValidation()) {
            figures.add(new Figure("loss", "val", epoch.valLoss()));
            figures.add(new Figure("accuracy", "val", epoch.valAccuracy()));
        }
        figures.add(new Figure("learning_rate", "", epoch.learningRate()));
        figures.add(new Figure("seconds", "", epoch.seconds()));
        figures.add(new Figure("images_per_second", "", epoch.imagesPerSecond()));
        return figures;
    }

    /** The test figures of the epoch that validation chose. */
    public static List<Figure> of(RunResult result) {
        RunResult.Test test = result.best().test();
        return List.of(new Figure("loss", "test", test.loss()), new Figure("accuracy", "test", test.accuracy()));
    }

    /** Its name as a column: {@code val_loss}. */
    public String column() {
        return of.isEmpty() ? what : of + "_" + what;
    }

    /** Its name as a path, by which one chart has all of a kind: {@code loss/val}. */
    public String path() {
        return of.isEmpty() ? what : what + "/" + of;
    }
}
