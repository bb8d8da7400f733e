package org.mnist.run;

import java.nio.file.Path;
import java.util.Locale;
import org.mnist.file.SafeFiles;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;

/**
 * {@code metrics.csv}: a header and a row for each epoch. Without validation its two columns are empty. It is written
 * anew from the state of the training each time, so that it says what the checkpoints say.
 */
public final class MetricsCsv implements TrainListener {
    private static final String HEADER =
            "epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate,seconds,images_per_second\n";

    private final Path file;

    MetricsCsv(Path file) {
        this.file = file;
    }

    /** Writes the epochs that are done. */
    public void write(TrainState state) {
        StringBuilder text = new StringBuilder(HEADER);
        state.history().forEach(epoch -> text.append(row(epoch)).append('\n'));
        SafeFiles.write(file, text.toString());
    }

    @Override
    public void onEpoch(EpochResult result, TrainState state) {
        write(state);
    }

    private static String row(EpochResult r) {
        return String.format(
                Locale.ROOT,
                "%d,%.8f,%.6f,%s,%s,%s,%.3f,%.1f",
                r.epoch(),
                r.trainLoss(),
                r.trainAccuracy(),
                r.hasValidation() ? String.format(Locale.ROOT, "%.8f", r.valLoss()) : "",
                r.hasValidation() ? String.format(Locale.ROOT, "%.6f", r.valAccuracy()) : "",
                r.learningRate(),
                r.seconds(),
                r.imagesPerSecond());
    }
}
