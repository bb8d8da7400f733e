package org.mnist.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;

/** {@code metrics.csv}: a header and a row for each epoch. Without validation its two columns are empty. */
public final class MetricsCsv implements TrainListener {
    private static final String HEADER =
            "epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate,seconds,images_per_second";

    private final Path file;

    MetricsCsv(Path file) {
        this.file = file;
    }

    /** Starts the file, or, where it is there, keeps the rows of the first {@code epochs} epochs. */
    public void start(int epochs) {
        try {
            Stream<String> rows = Files.exists(file)
                    ? Files.readAllLines(file).stream().skip(1).limit(epochs)
                    : Stream.of();
            SafeFiles.write(file, HEADER + "\n" + rows.map(row -> row + "\n").collect(Collectors.joining()));
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }

    @Override
    public void onEpoch(EpochResult result, TrainState state) {
        try {
            List<String> rows = Files.readAllLines(file);
            SafeFiles.write(file, String.join("\n", rows) + "\n" + row(result) + "\n");
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
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
